import { makeCity } from '../people.ts';
import type { TestDatabase } from '../cluster.ts';
import { WILLOW_MAPPING } from '../intake/county.ts';

/** Counties 2…31 of one city, and one county of another; the first ones are far larger than the last. */
const COUNTIES = 30;
const CASES = 60_000;
/** A county of middle size. */
export const COUNTY = { tenantId: 8, cityId: 1, unitId: 80, actor: 'willow' };
/** The largest one, with about 11,000 cases. */
export const LARGEST = { ...COUNTY, tenantId: 2, unitId: 20 };
export const CITY = { tenantId: 1, cityId: 1, unitId: 10, actor: 'riverton' };
/** One of five departments of the county, and the one utility of the city, which works a fifth of all cases. */
export const DEPARTMENT = { ...COUNTY, unitId: 83, actor: 'department' };
export const UTILITY = { ...CITY, unitId: 11, actor: 'utility' };
export const BATCH = '00000000-0000-7000-8000-0000000000b1';
export const PERIOD = '00000000-0000-7000-8000-0000000000a1';

/** Tables that grow with the cases: reading one of them from end to end is never right. */
export const BIG = [
  ...['case', 'case_event', 'case_fact', 'case_source', 'finding', 'stat_bucket'],
  ...['assignment', 'case_turn', 'case_dirty', 'case_person', 'report', 'case_text', 'text_word'],
];

const tenantOf = (n: number): number => 2 + Math.floor((((n * 7919) % CASES) / CASES) ** 2 * COUNTIES);
const numbers = Array.from({ length: CASES }, (_, i) => i + 1);
/** Number of a case of the county, and its id. */
export const NUMBER = numbers.find((n) => tenantOf(n) === COUNTY.tenantId)!;
export const CASE = `00000000-0000-7000-8000-${String(NUMBER).padStart(12, '0')}`;

/** `tenantOf` in SQL. */
const TENANT = `2 + floor(power(((n::bigint * 7919) % ${CASES})::float8 / ${CASES}, 2) * ${COUNTIES})::int`;

/** Sixty thousand cases of October with their events, facts, names, findings and day figures. */
export async function fill(database: TestDatabase): Promise<void> {
  const counties = Object.fromEntries(Array.from({ length: COUNTIES }, (_, i) => [`county-${i + 2}`, i + 2]));
  await makeCity(database, 'riverton', 1, counties);
  await makeCity(database, 'lakeside', 100, { heron: 101 });
  const client = await database.superuser();
  try {
    await client.query("set session_replication_role = 'replica'"); // keys hold by construction
    for (const statement of FILLING) await client.query(statement);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

const FILLING = [
  `create temp table filling as
     select n, ${TENANT} as t, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid as id,
       timestamptz '2026-10-01 00:00+08' + (n % 44640) * interval '1 minute' as at,
       date '2026-10-01' + n / 60 / 24 % 31 as day,
       case when n % 10 < 2 then 11 else (${TENANT}) * 10 + 1 + n % 5 end as body,
       (array['at the desk', 'closed', 'at the body', 'closed'])[1 + n % 4] as how from generate_series(1, ${CASES}) n`,
  `insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, lead_unit_id, lead_home_id, step_due_at, warn_at, case_no,
       stage, state, kind, source_code, source_group, tile, longitude, latitude, reported_at, due_at, closed_at, created_at,
       updated_at, supervision_unit_id, command_unit_id, urgent)
     select t, 1, id, t, case how when 'at the body' then body else t * 10 end,
       case how when 'at the desk' then null else body end,
       case when how = 'at the desk' then null when body = 11 then 1 else t end, case how when 'closed' then null else at + interval '1 day' end,
       case how when 'closed' then null else at + interval '19 hours' end,
       n::text, (array['filed', 'closed', 'dispatched', 'closed'])[1 + n % 4],
       (array['dispatching', 'closed', 'disposing', 'closed'])[1 + n % 4], 'event', 's', 'patrol', 210000000 + n % 400,
       105.5, 30.5, at, at + interval '2 days', case how when 'closed' then at + interval '1 day' end, now(), now(),
       case when n % 3 > 0 then 10 end, case when n % 3 > 0 then t * 10 end, n % 100 in (2, 10)
       from filling`,
  `insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, brief, asked_at, due_at, warn_at,
       state, asks, asks_unit_id)
     select t, 1, overlay(id::text placing '4' from 1 for 1)::uuid, id, 'lead', t * 10, body, '{}', at, at + interval '1 day',
       at + interval '19 hours', case how when 'closed' then 'answered' else 'open' end, case when n % 50 = 2 then '{}'::jsonb end,
       case when n % 50 = 2 then t * 10 end
       from filling where how <> 'at the desk'`,
  `insert into biz.case_turn (tenant_id, city_id, case_id, turn_no, step, unit_id, from_at, due_at)
     select t, 1, id, 1, 'disposal', body, at, at + interval '1 day' from filling where how <> 'at the desk'`,
  `insert into biz.report (tenant_id, city_id, id, source_code, by_unit_id, reported_at, recorded_at, state, reason)
     select t, 1, id, 's', body, at, at, case when n % 20 = 0 then 'waiting' else 'refused' end, 'r' from filling where n % 2 = 0`,
  `insert into biz.case_source (tenant_id, city_id, source_id, external_id, case_id, derived_revision, content_hash,
       mapping_version, batch_id, row_no)
     select t, 1, 1, 'X' || n, id, 1, md5(n::text), 1, '${BATCH}', n from filling`,
  `insert into biz.case_event (tenant_id, city_id, id, case_id, by_unit_id, kind, occurred_at, recorded_at, data)
     select t, 1, overlay(id::text placing k from 1 for 1)::uuid, id, t * 10, kind, at, at, '{}'
       from filling cross join (values ('1', 'reported'), ('2', 'filed'), ('3', 'dispatched')) as v(k, kind)`,
  `insert into biz.case_fact (tenant_id, city_id, case_id, kind, source_group, self_handled, rework_count,
       extension_count, reported_at, filed_at, due_at, closed_at, reported_day, filed_day, due_day, closed_day,
       calendar_id, calendar_version)
     select t, 1, id, 'event', 'patrol', false, 0, 0, at, at, at, at, day, day, day + 2, day + 1, 'cn', 1 from filling`,
  `insert into biz.case_person (tenant_id, city_id, case_id, role, phone, phone_digest)
     select t, 1, id, 'reporter', n::text, 'digest ' || n % 20000 from filling where n % 3 = 0`,
  `insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id) select t, 1, id, id, t * 10 from filling`,
  `insert into biz.case_text (tenant_id, city_id, case_id, number, text)
     select t, 1, id, row_number() over (partition by t order by n) - 1, '文字' || n from filling`,
  `insert into biz.text_word (tenant_id, city_id, word, block, members)
     select tenant_id, 1, number % 500, number / 2048, array_agg((number % 2048)::smallint order by number)
       from biz.case_text group by 1, 3, 4`,
  `insert into biz.batch (tenant_id, city_id, id, source_id, client_batch_id, mapping_version, state, format, sent_by,
       sha256, byte_count, received_at)
     select 2 + b % ${COUNTIES}, 1, ('00000000-0000-7000-8000-' || lpad(b::text, 12, '0'))::uuid, 1, b::text, 1, 'queued',
       'csv', 's', md5(b::text), 1, timestamptz '2026-10-01' + b * interval '1 minute' from generate_series(1, 6000) b
     union all select ${COUNTY.tenantId}, 1, '${BATCH}', 1, 'the batch', 1, 'queued', 'csv', 's', 'x', 1, '2026-10-20'`,
  `insert into biz.mapping (tenant_id, city_id, source_id, version, document, hash, from_at)
     values (${COUNTY.tenantId}, 1, 1, 1, '${JSON.stringify(WILLOW_MAPPING)}', 'x', '2026-09-01')`,
  `insert into biz.finding (tenant_id, city_id, batch_id, row_no, seq, code, severity)
     select 2 + b % ${COUNTIES}, 1, ('00000000-0000-7000-8000-' || lpad(b::text, 12, '0'))::uuid, r, 1,
       (array['GEO-MISSING', 'GEO-OUTSIDE'])[1 + r % 2], 'warning'
       from generate_series(1, 600) b, generate_series(1, 100) r
     union all select ${COUNTY.tenantId}, 1, '${BATCH}', r, 1, 'GEO-OUTSIDE', 'warning' from generate_series(1, 400) r`,
  `insert into biz.stat_bucket (tenant_id, city_id, basis, day, dim_kind, dim_id, counters)
     select t, 1, basis, day, 'cell', cell, '{"inst_num": 1}'::jsonb
       from generate_series(2, ${COUNTIES + 1}) t, unnest(array['reported', 'filed']) basis,
         (select date '2026-08-01' + d as day from generate_series(0, 91) d) days, generate_series(1, 10) cell
     union all select t, 1, basis, day, 'all', 0, '{"inst_num": 10}'
       from generate_series(2, ${COUNTIES + 1}) t, unnest(array['reported', 'filed', 'closed', 'disposal_due']) basis,
         (select date '2026-08-01' + d as day from generate_series(0, 91) d) days`,
  `insert into biz.result (tenant_id, city_id, object_id, period_id, state, document, pinned, cut_at, hash)
     select t, 1, t, ('00000000-0000-7000-8000-' || lpad(p::text, 12, '0'))::uuid, 'no_data', '{}'::jsonb, '{}'::jsonb,
       now(), 'x' from generate_series(2, ${COUNTIES + 1}) t, generate_series(1, 120) p
     union all select t, 1, t, '${PERIOD}', 'no_data', '{}', '{}', now(), 'x' from generate_series(2, ${COUNTIES + 1}) t`,
];
