// What finding due deadlines costs among very many open ones: the sweep of a tenant with a million against one with ten thousand.
import { sweepDue } from '../src/cases/sweep-due.ts';
import { asOwner } from '../src/database/transaction.ts';
import { sql } from 'kysely';
import { Client } from 'pg';
import type { Database } from '../src/database/database.ts';
import { systemDeps } from '../src/kernel/deps.ts';
import { makeCity, WILLOW } from '../test/people.ts';
import { withServer, type BenchCluster } from './cluster.ts';
import { median, print, round, say } from './report.ts';

const MANY = 1_000_000;
const FEW = 10_000;
const DUE = 500;
const RUNS = 60;
/** The window that is swept; what is not due in it is due in the two months after. */
const FROM = new Date('2026-10-12T00:00:00Z');
const TO = new Date('2026-10-12T00:00:02Z');
const deps = { ...systemDeps, clock: { now: () => TO } };

await withServer(async (server) => {
  const many = await fill(await server.create('many'), MANY);
  const few = await fill(await server.create('few'), FEW);
  const times: [number[], number[]] = [[], []];
  for (let run = -5; run < RUNS; run += 1) {
    const order = run % 2 === 0 ? ([many, few] as const) : ([few, many] as const);
    for (const database of order) {
      const took = await timed(database);
      if (run >= 0) times[database === many ? 0 : 1].push(took);
    }
  }
  await Promise.all([many.close(), few.close()]);
  const [manyMs, fewMs] = times.map(median) as [number, number];
  const ratio = manyMs / fewMs;
  print({
    bench: 'sweep',
    ratio,
    goal: '<= 1.5',
    met: ratio <= 1.5,
    reference: `the sweep of ${FEW} open deadlines, ${DUE} of them due`,
    figures: { open: MANY, due: DUE, many_ms: round(manyMs), few_ms: round(fewMs) },
  });
});

/** Open cases with a deadline and a warning each, and a task for every tenth. */
async function fill({ database, superuserUrl }: BenchCluster, count: number): Promise<Database> {
  say(`filling ${count} open deadlines, ${DUE} of them due`);
  await makeCity(database, 'riverton', 1, { willow: 2 });
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query('set session_replication_role = replica'); // keys hold by construction; checking them is not measured
  const ids = `('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid`;
  const later = (from: number) =>
    `timestamptz '${TO.toISOString()}' + interval '${from} minutes' + (i::bigint * 7919 % ${count}) * interval '86400 minutes' / ${count}`;
  const due = `timestamptz '${FROM.toISOString()}' + interval '1 second'`;
  await client.query(`insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state,
      kind, source_code, source_group, reported_at, created_at, updated_at, step_due_at, warn_at)
    select 2, 1, ${ids}, 2, 20, i::text, 'dispatched', 'disposing', 'event', 's', 'patrol', now(), now(), now(),
      case when i <= ${DUE} then ${due} else ${later(30)} end, case when i <= ${DUE} then '2026-10-11' else ${later(10)} end
    from generate_series(1, ${count}) i`);
  await client.query(`insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, brief,
      asked_at, state, due_at, warn_at)
    select 2, 1, ${ids}, ${ids}, 'lead', 20, 20, '{}', now(), 'open', ${later(30)}, ${later(10)}
    from generate_series(1, ${count / 10}) i`);
  await client.query('vacuum analyze');
  await client.end();
  await sweepDue(database, { ...deps, clock: { now: () => FROM } }, WILLOW);
  return database;
}

/** One sweep of the window, in ms. */
async function timed(database: Database): Promise<number> {
  await asOwner(database, (trx) =>
    sql`update biz.due_sweep set swept_to = ${FROM} where tenant_id = ${WILLOW.tenantId}`.execute(trx),
  );
  const start = performance.now();
  const count = await sweepDue(database, deps, WILLOW);
  const took = performance.now() - start;
  if (count !== DUE) throw new Error(`${count} fell due instead of ${DUE}`);
  return took;
}
