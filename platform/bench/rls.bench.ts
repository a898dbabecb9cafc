// What row-level security costs: the same transactions as the gateway's role and as a role that bypasses it.
import { Client, type ClientConfig } from 'pg';
import { makeCity } from '../test/people.ts';
import { withCluster, type BenchCluster } from './cluster.ts';
import { median, print, round, say } from './report.ts';

const CASES = 1_000_000;
const COUNTIES = 100;
const RUNS = 3;
const PAIRS_PER_RUN = 700; // 2,100 pairs a part in all

interface Part {
  readonly name: string;
  readonly role: 'county' | 'city';
  readonly text: string;
  readonly values: (county: number) => unknown[];
}

const PARTS: readonly Part[] = [
  {
    name: 'county page',
    role: 'county',
    text: `select id, case_no, stage, reported_at from biz."case" where tenant_id = $1 order by reported_at desc, id desc limit 50`,
    values: (county) => [county],
  },
  {
    name: 'county count',
    role: 'county',
    text: `select count(*) from biz."case" where tenant_id = $1 and reported_at >= '2026-10-01' and reported_at < '2026-10-04'`,
    values: (county) => [county],
  },
  {
    name: 'city page',
    role: 'city',
    text: `select id, tenant_id, case_no, stage, reported_at from biz."case" where city_id = $1 order by reported_at desc, id desc limit 50`,
    values: () => [1],
  },
];

await withCluster(async (cluster) => {
  await fill(cluster);
  const figures: Record<string, unknown> = { cases: CASES, counties: COUNTIES };
  let worst = 0;
  for (const part of PARTS) {
    const outcome = await measure(cluster, part);
    figures[part.name] = outcome;
    worst = Math.max(worst, outcome.ratio);
  }
  print({
    bench: 'rls',
    ratio: worst,
    goal: '<= 1.10',
    met: worst <= 1.1,
    reference: 'same transactions as a BYPASSRLS role',
    figures,
  });
});

/** One million cases over counties of Zipf-like size. */
async function fill({ database, superuserUrl }: BenchCluster): Promise<void> {
  say(`filling ${CASES} cases over ${COUNTIES} skewed counties`);
  const counties = Object.fromEntries(Array.from({ length: COUNTIES }, (_, i) => [`county-${i + 2}`, i + 2]));
  await makeCity(database, 'riverton', 1, counties);
  const client = await connect({ connectionString: superuserUrl });
  await client.query("create role bench_bypass login bypassrls password 'test'");
  await client.query('grant usage on schema biz, app to bench_bypass');
  await client.query('grant select on biz."case" to bench_bypass');
  await client.query('grant execute on all functions in schema app to bench_bypass');
  await client.query('set session_replication_role = replica'); // keys hold by construction; checking them is not measured
  await client.query(`insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage,
      state, kind, source_code, source_group, reported_at, created_at, updated_at)
    select t, 1, uuidv7(), t, t * 10, i::text, (array['dispatched', 'closed'])[1 + i % 2],
      (array['disposing', 'closed'])[1 + i % 2], 'event', 's', 'patrol',
      timestamptz '2026-10-01 00:00+08' + (i % 44640) * interval '1 minute', now(), now()
    from (select i, 2 + floor(power(((i::bigint * 7919) % ${CASES})::float8 / ${CASES}, 3) * ${COUNTIES})::int as t
      from generate_series(1, ${CASES}) as i) s`);
  await client.query('vacuum analyze biz."case"');
  await client.end();
}

async function measure(
  { urls }: BenchCluster,
  part: Part,
): Promise<{ ratio: number; rls_ms: number; reference_ms: number; plan: string }> {
  const bypass = new URL(urls.county);
  bypass.username = 'bench_bypass';
  const rls = await connect({ connectionString: urls[part.role], pipeline: true });
  const reference = await connect({ connectionString: bypass.href, pipeline: true });
  const plan = await samePlan(rls, reference, part);
  const ratios: number[] = [];
  const times: [number[], number[]] = [[], []];
  for (let run = -1; run < RUNS; run += 1) {
    const mine: number[] = [];
    const theirs: number[] = [];
    for (let pair = 0; pair < (run < 0 ? 100 : PAIRS_PER_RUN); pair += 1) {
      const county = 2 + (pair % COUNTIES);
      const order = pair % 2 === 0 ? ([rls, reference] as const) : ([reference, rls] as const);
      for (const client of order) (client === rls ? mine : theirs).push(await timed(client, part, county));
    }
    if (run < 0) continue; // warm-up
    ratios.push(median(mine) / median(theirs));
    times[0].push(...mine);
    times[1].push(...theirs);
  }
  await Promise.all([rls.end(), reference.end()]);
  say(`${part.name}: ${ratios.map(round).join(' ')}`);
  return { ratio: round(median(ratios)), rls_ms: round(median(times[0])), reference_ms: round(median(times[1])), plan };
}

/** A whole transaction: begin, become, the query, commit. Milliseconds. */
async function timed(client: Client, part: Part, county: number): Promise<number> {
  const start = performance.now();
  const tenant = part.role === 'city' ? 1 : county;
  await Promise.all([
    client.query('begin'),
    client.query({ name: 'become', text: 'select app.become($1, 1, null, null)', values: [tenant] }),
    client.query({ name: part.name, text: part.text, values: part.values(county) }),
    client.query('commit'),
  ]);
  return performance.now() - start;
}

/**
 * Both roles must run the same nodes, or the comparison would say nothing. Left out: the one-time `Result` filter that
 * compares the statement's tenant with the transaction's before anything is read.
 */
async function samePlan(rls: Client, reference: Client, part: Part): Promise<string> {
  const [mine, theirs] = await Promise.all([nodes(rls, part), nodes(reference, part)]);
  if (mine !== theirs) throw new Error(`${part.name}: plans differ: ${mine} against ${theirs}`);
  return mine;
}

async function nodes(client: Client, part: Part): Promise<string> {
  await client.query('begin');
  await client.query('select app.become($1, 1, null, null)', [part.role === 'city' ? 1 : 50]);
  const { rows } = await client.query(`explain (format json) ${part.text}`, part.values(50));
  await client.query('commit');
  type Node = { 'Node Type': string; 'Index Name'?: string; 'One-Time Filter'?: string; Plans?: Node[] };
  const walk = (node: Node): string[] => [
    ...('One-Time Filter' in node ? [] : [[node['Node Type'], node['Index Name']].filter(Boolean).join(' ')]),
    ...(node.Plans ?? []).flatMap(walk),
  ];
  return walk(rows[0]['QUERY PLAN'][0].Plan).join(' > ');
}

async function connect(config: ClientConfig): Promise<Client> {
  const client = new Client(config);
  client.on('error', (error) => say(`connection lost: ${error.message}`));
  await client.connect();
  return client;
}
