import { Client } from 'pg';
import { loadCalendar } from '../src/calendars/load-calendar.ts';
import { makeCity } from '../test/people.ts';
import type { BenchCluster } from './cluster.ts';

export const BELONGING = 20_000;
export const BACKLOG = 2_000;
export const COUNTIES = 6;

/** Minutes between two cases of the past: about as many a month as October has. */
const PAST_STEP_MINUTES = 2.2;

/**
 * A city of six unequal counties: October 2026, cases due before it and never closed, spread over the whole past, and as
 * many closed cases of the past as make `total`. October and the backlog have the same ids whatever the total. Rows lie in
 * the order they were reported, as uploads leave them.
 */
export async function fillCases({ database, superuserUrl }: BenchCluster, total: number): Promise<void> {
  const counties = Object.fromEntries(Array.from({ length: COUNTIES }, (_, i) => [`county-${i + 2}`, i + 2]));
  await makeCity(database, 'riverton', 1, counties);
  await loadCalendar(database);
  const past = total - BELONGING - BACKLOG;
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await fill(client, past);
  } finally {
    await client.end();
  }
}

async function fill(client: Client, past: number): Promise<void> {
  await client.query('set session_replication_role = replica'); // keys hold by construction; checking them is not measured
  await client.query(`insert into biz.grid_cell (tenant_id, city_id, id, code, area_class, outline, from_day)
    select t, 1, c, c::text, 1 + c % 2, '{}', '2020-01-01' from generate_series(2, ${COUNTIES + 1}) t, generate_series(1, 200) c`);
  await client.query(`
    insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code, source_group, cell_id,
      self_handled, reported_at, filed_at, dispatched_at, disposed_at, closed_at, refused_at, voided_at, suspended_at,
      due_at, created_at, updated_at)
    select 2 + floor(power((n % 20011 * 7919 % 20011) / 20011.0, 1.5) * ${COUNTIES})::int, 1,
      (lpad(to_hex(n), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid, 1, 10, n::text,
      case when kind = 'past' then 'closed' else 'filed' end,
      case when kind = 'past' then 'closed' else 'dispatching' end, 'event', 's',
      case when n % 4 = 0 then 'public' else 'patrol' end, case when variant = 6 then null else 1 + n % 200 end,
      variant = 3, at,
      case when variant <> 8 then at + interval '10 min' end,
      case when variant <> 8 then at + interval '20 min' end,
      case when variant not in (0, 1, 2, 8) then at + interval '1 day' * (case when variant = 5 then 3 else 1 end) end,
      case when variant not in (0, 1, 2, 8) then at + interval '1 day' * (case when variant = 5 then 4 else 2 end) end,
      case when variant = 8 then at + interval '5 min' end,
      case when variant = 2 then at + interval '30 min' end,
      case when variant = 1 then at + interval '40 min' end,
      case when variant not in (4, 8) then at + interval '2 days 20 min' end,
      at, at
    from (
      select n, 'october' as kind, n % 20 as variant, timestamptz '2026-10-01 00:00+08' + n * interval '2 min' as at
      from generate_series(1, ${BELONGING}) n
      union all
      select ${BELONGING} + n, 'backlog', 0, timestamptz '2026-09-25 00:00+08'
        - n * interval '${(past * PAST_STEP_MINUTES) / BACKLOG} min'
      from generate_series(1, ${BACKLOG}) n
      union all
      select ${BELONGING + BACKLOG} + n, 'past', case when n % 10 = 5 then 5 else 10 end,
        timestamptz '2026-09-25 00:00+08' - n * interval '${PAST_STEP_MINUTES} min'
      from generate_series(1, ${past}) n
    ) s order by at`);
  const day = (instant: string): string => `(${instant} at time zone 'Asia/Shanghai')::date`;
  await client.query(`
    insert into biz.case_fact (tenant_id, city_id, case_id, kind, cell_id, source_group, self_handled, rework_count,
      extension_count, reported_at, filed_at, dispatched_at, disposed_at, closed_at, refused_at, voided_at, suspended_at,
      due_at, reported_day, filed_day, due_day, closed_day, calendar_id, calendar_version)
    select tenant_id, city_id, id, kind, cell_id, source_group, self_handled, 0, 0, reported_at, filed_at, dispatched_at,
      disposed_at, closed_at, refused_at, voided_at, suspended_at, due_at,
      ${day('reported_at')}, ${day('filed_at')}, ${day('due_at')}, ${day('closed_at')}, k.calendar, k.version
    from biz."case", (select id as calendar, max(version) as version from lookup.calendar group by id) k order by reported_at`);
  await client.query('vacuum analyze');
}
