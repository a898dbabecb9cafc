// What a map of a million cases costs: counting them by place, against counting them at all, both as the city. And the box of a
// street, which is what somebody sees who has looked closer.
import { sql } from 'kysely';
import { Client } from 'pg';
import { readMapPoints } from '../src/cases/read/map-points.ts';
import { inTenant } from '../src/database/transaction.ts';
import { makeCity } from '../test/people.ts';
import { withCluster, type BenchCluster } from './cluster.ts';
import { median, print, round, say } from './report.ts';

const CASES = 1_000_000;
const COUNTIES = 9;
const RUNS = 7;
const GOAL = 4;
const YEAR = { from: new Date('2026-01-01T00:00:00Z'), before: new Date('2027-01-01T00:00:00Z') };
const CITY = { tenantId: 1, cityId: 1, unitId: 10, actor: 'bench' };

await withCluster(async ({ database, superuserUrl }) => {
  await fill({ database, superuserUrl });
  const reach = { column: 'city_id', id: 1 } as const;
  const timed = async (ask: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await ask();
    return performance.now() - began;
  };
  const count = () =>
    inTenant(database, 'city', CITY, (trx) =>
      sql`select count(*) from biz."case" where city_id = 1 and reported_at >= ${YEAR.from} and reported_at < ${YEAR.before}`.execute(
        trx,
      ),
    );
  const whole = () => inTenant(database, 'city', CITY, (trx) => readMapPoints(trx, reach, YEAR));
  const street = () =>
    inTenant(database, 'city', CITY, (trx) =>
      readMapPoints(trx, reach, { ...YEAR, box: [105.5, 30.5, 105.505, 30.505] }),
    );
  const times: Record<'count' | 'whole' | 'street', number[]> = { count: [], whole: [], street: [] };
  for (let run = -1; run < RUNS; run += 1) {
    const taken = { count: await timed(count), whole: await timed(whole), street: await timed(street) };
    if (run < 0) continue; // warm-up
    for (const part of ['count', 'whole', 'street'] as const) times[part].push(taken[part]);
  }
  const { counts, placed } = await whole();
  const ratio = round(median(times.whole) / median(times.count));
  print({
    bench: 'map',
    ratio,
    goal: `<= ${GOAL}`,
    met: ratio <= GOAL,
    reference: 'select count(*) of the same cases, same role',
    figures: {
      ...{ cases: CASES, placed, squares: counts.length },
      ...{ count_ms: round(median(times.count)), whole_ms: round(median(times.whole)) },
      street_ms: round(median(times.street)),
    },
  });
});

/** A million cases of a year over nine counties, thick in the middle of the city, with their tiles as geography/tile.ts has them. */
async function fill({ database, superuserUrl }: Pick<BenchCluster, 'database' | 'superuserUrl'>): Promise<void> {
  say(`filling ${CASES} cases over ${COUNTIES} counties`);
  const counties = Object.fromEntries(Array.from({ length: COUNTIES }, (_, i) => [`county-${i + 2}`, i + 2]));
  await makeCity(database, 'riverton', 1, counties);
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query('set session_replication_role = replica'); // keys hold by construction; checking them is not measured
  await client.query(`insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage,
      state, kind, source_code, source_group, reported_at, created_at, updated_at, longitude, latitude, tile)
    select t, 1, uuidv7(), t, t * 10, i::text, 'closed', 'closed', 'event', 's', 'patrol',
      timestamptz '2026-01-01 00:00+08' + (i % 524000) * interval '1 minute', now(), now(), x, y,
      (select bit_or((((c >> b) & 1) << (2 * b)) | (((r >> b) & 1) << (2 * b + 1))) from generate_series(0, 13) as b)
    from (select *, floor((x + 180) / 360 * 16384)::int as c,
        floor((1 - asinh(tan(radians(y))) / pi()) / 2 * 16384)::int as r
      from (select i, 2 + i % ${COUNTIES} as t,
        105.5 + 0.5 * power(random() * 2 - 1, 3) as x, 30.5 + 0.5 * power(random() * 2 - 1, 3) as y
        from generate_series(1, ${CASES}) as i) p) s`);
  await client.query('vacuum analyze biz."case"');
  await client.end();
}
