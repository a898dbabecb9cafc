import { mkdtempSync, writeFileSync } from 'node:fs';
import { Client } from 'pg';
import { withCluster } from './cluster.ts';
import { WILLOW, makeWillowAndReed } from '../test/people.ts';
import { furnish, willowRow, csvOf, bytesOf } from '../src/intake/test-county.ts';
import { systemDeps } from '../src/deps.ts';
import { receiveBatch } from '../src/intake/receive-batch.ts';
import { openRun } from '../src/intake/run-batch.ts';
import pg from 'pg';
const TIMES:Record<string,[number,number]>={};
const origQ=(pg.Client.prototype as any).query;
let chain:Promise<any>=Promise.resolve();
(pg.Client.prototype as any).query=function(...a:any[]){const text=typeof a[0]==='string'?a[0]:a[0]?.text; 
 if(typeof a.at(-1)==='function'||!process.env.SEQ) return origQ.apply(this,a);
 const key=String(text).replace(/\s+/g,' ').slice(0,70);
 const p=chain.then(async()=>{const t=performance.now(); try{return await origQ.apply(this,a);}finally{const e=(TIMES[key]??=[0,0]);e[0]+=performance.now()-t;e[1]++;}}); chain=p.catch(()=>{}); return p;};
const N = Number(process.env.N ?? 40000);
const files = mkdtempSync('/tmp/bench/files-');
const p2=(n:number)=>String(n).padStart(2,'0');
const classes=['暴露垃圾','道路破损','乱堆物堆料','非法小广告','占道经营','店外经营','道路不洁','绿地脏乱'];
const rows = Array.from({length:N},(_,i)=>{const d=1+i%28,h=8+i%8; const bad=i%33===7; const dup=i%100===5;
 return willowRow(bad?'':`WL2026-${dup?i-1:i}`,{小类:classes[i%8]!,经度:(105.41+((i*7919)%1800)/10000).toFixed(6),纬度:(30.41+((i*104729)%1800)/10000).toFixed(6),地址:`柳岸路 ${i} 号，靠近第 ${i%97} 小学门口`,
 上报时间:`2026-10-${p2(d)} ${p2(h)}:${p2(i%60)}:00`,立案时间:`2026-10-${p2(d)} ${p2(h)}:${p2(i%60)}:30`,派遣时间:`2026-10-${p2(d)} ${p2(h)}:${p2(i%60)}:45`,处置时间:`2026-10-${p2(d+1)} ${p2(h)}:${p2(i%60)}:00`,
 挂账时间:'',恢复时间:'',结案时间:`2026-10-${p2(d+1)} ${p2(h+1)}:${p2(i%60)}:00`})});
await withCluster(async ({database,superuserUrl}) => {
  await furnish(database);
  const boss = new Client({connectionString: superuserUrl}); await boss.connect();
  const services={database,files,deps:systemDeps};
  const acting=WILLOW;
  async function send(name:string, text:string, format:'csv'|'ndjson'){
    const t=performance.now();
    const {batch}=await receiveBatch(services,acting,{sourceId:null,sourceCode:null,clientBatchId:name,fileName:null,format,bytes:bytesOf(text)});
    const t1=performance.now();
    const run=(await openRun(services,acting,batch.batchId))!;
    await run.turn();
    const t2=performance.now();
    while(await run.turn()==='more');
    const t3=performance.now();
    const cpu=process.cpuUsage();
    console.log(name,'receive',(t1-t).toFixed(0),'survey',(t2-t1).toFixed(0),'merge',(t3-t2).toFixed(0),'rows/s',(N/(t3-t)*1000).toFixed(0));
    return t3-t;
  }
  const wal=async()=>Number((await boss.query("select pg_wal_lsn_diff(pg_current_wal_lsn(),'0/0') as w")).rows[0].w);
  const {readFileSync}=await import('node:fs');
  const cpuOf=(pid:number)=>{const f=readFileSync(`/proc/${pid}/stat`,'utf8').split(') ')[1]!.split(' ');return (Number(f[11])+Number(f[12]))*10;};
  const pids=async(app:string)=>(await boss.query("select pid from pg_stat_activity where application_name=$1",[app])).rows.map(r=>r.pid as number);
  const dbCpu=async()=>{let c=0;for(const p of await pids('liangji ingest'))c+=cpuOf(p);return c;};
  const csv=csvOf(rows);
  const w0=await wal();
  const n0=process.cpuUsage();const total=await send('csv',csv,'csv');
  const n1=process.cpuUsage(n0);console.log('cpu db',await dbCpu(),'node',((n1.user+n1.system)/1000).toFixed(0));const w1=await wal(); if(process.env.SEQ) for(const [k,v] of Object.entries(TIMES).sort((a,b)=>b[1][0]-a[1][0]).slice(0,14)) console.log(v[0].toFixed(0),v[1],k);
  console.log('wal/row',(w1-w0)/N);
  await send('resend ndjson',rows.toReversed().map(r=>JSON.stringify(r)+'\n').join(''),'ndjson');
  console.log('resend wal share',(await wal()-w1)/(w1-w0));
  // reference
  await boss.query('create schema ref');
  await boss.query('vacuum analyze');
  const tables=['case','case_source','case_event','case_fact','stat_dirty','finding','batch_chunk','case_person'];
  for(const t of tables){await boss.query(`create table ref."${t}" (like biz."${t}" including all)`);}
  const fks=(await boss.query(`select conrelid::regclass::text as t, (select relname from pg_class where oid=conrelid) as rel, conname, pg_get_constraintdef(oid) as d from pg_constraint where contype='f' and conrelid in (select ('biz."'||x||'"')::regclass from unnest($1::text[]) x)`,[tables])).rows;
  for(const f of fks){let d=f.d as string; for(const t of tables) d=d.replace(new RegExp(`REFERENCES biz\\."?${t}"?\\(`),`REFERENCES ref."${t}"(`); await boss.query(`alter table ref."${f.rel}" add constraint ${f.conname} ${d}`);}
  const r0=await wal();
  let ref=0;const bp=(await boss.query('select pg_backend_pid() as p')).rows[0].p;const b0=cpuOf(bp);
  for(const t of tables){
    const pk=(await boss.query(`select string_agg(quote_ident(a.attname),',' order by k.n) as c from pg_index i cross join lateral unnest(i.indkey) with ordinality k(att,n) join pg_attribute a on a.attrelid=i.indrelid and a.attnum=k.att where i.indisprimary and i.indrelid=('biz."'||$1||'"')::regclass`,[t])).rows[0].c;
    const s=performance.now(); const r=await boss.query(`insert into ref."${t}" select * from biz."${t}" order by ${pk}`); const e=performance.now()-s; ref+=e; console.log('  ref',t,r.rowCount,e.toFixed(0));
  }
  console.log('ref cpu',cpuOf(bp)-b0);console.log('reference ms',ref.toFixed(0),'wal',((await wal()-r0)/N).toFixed(0),'ratio',(ref/total).toFixed(3));
  await boss.end();
});
