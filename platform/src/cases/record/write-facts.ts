import { sql, type RawBuilder } from 'kysely';
import type { Acting, Trx } from '../../database/database.ts';
import { FACT_COLUMNS } from './columns.ts';
import { uuidArray } from '../../database/pg-arrays.ts';
import type { CaseFact } from '../fact.ts';
import { assignments, differ, namesOf, unnestRows } from '../../database/unnest-rows.ts';

/** The fact of a case. */
export interface FactWrite {
  readonly caseId: string;
  readonly fact: CaseFact;
}

/** Facts of new cases; the buckets they fall into become dirty in the same statement, under ids made from `mark`. */
export async function insertFacts(trx: Trx, acting: Acting, mark: string, writes: readonly FactWrite[]): Promise<void> {
  await sql`
    with touched as (
      insert into biz.case_fact (tenant_id, city_id, ${namesOf(FACT_COLUMNS)})
      select ${acting.tenantId}::int, ${acting.cityId}::int, ${namesOf(FACT_COLUMNS)}
        from ${unnestRows(writes, FACT_COLUMNS)}
      returning ${BUCKETS}),
    ${dirtyFrom(acting, mark)}`.execute(trx);
}

/**
 * Facts of changed cases. `before` reads the old values and locks them, the update joins it (so a row is read before it is
 * written) and returns the new ones: the buckets they were in and those they are in now both become dirty (data model §5). No
 * trigger. A fact that stays as it was, because there are no more events than it has seen and the calendar is the same, is
 * not written.
 */
export async function updateFacts(trx: Trx, acting: Acting, mark: string, writes: readonly FactWrite[]): Promise<void> {
  const caseIds = uuidArray(writes.map((write) => write.caseId));
  await sql`
    with before as (
      select case_id, ${BUCKETS} from biz.case_fact
       where tenant_id = ${acting.tenantId} and case_id = any(${caseIds}::uuid[])
       order by case_id for update),
    written as (
      update biz.case_fact as f set ${assignments(FACT_COLUMNS, 'r', 'case_id')}
        from ${unnestRows(writes, FACT_COLUMNS)}, before as b
       where f.tenant_id = ${acting.tenantId} and f.case_id = r.case_id and b.case_id = r.case_id
         and ${differ(FACT_COLUMNS, 'f', 'r')}
      returning f.case_id, f.reported_day, f.filed_day, f.due_day, f.closed_day, f.class_id, f.cell_id),
    touched as (
      select ${BUCKETS} from before where case_id in (select case_id from written)
      union all select ${BUCKETS} from written),
    ${dirtyFrom(acting, mark)}`.execute(trx);
}

/** What decides the buckets of a fact. */
const BUCKETS = sql.raw('reported_day, filed_day, due_day, closed_day, class_id, cell_id');

/**
 * The distinct buckets of the rows in `touched`, appended to `stat_dirty`. Their ids begin with the hash of a mark that no
 * other statement has, and count up: they lie side by side in the index, where a hash each would touch a page of its own.
 * No volatile function makes them.
 */
function dirtyFrom(acting: Acting, mark: string): RawBuilder<unknown> {
  return sql`
    days as (
      select 'reported' as basis, reported_day as day, coalesce(class_id, 0) as class, coalesce(cell_id, 0) as cell from touched
      union all select 'filed', filed_day, coalesce(class_id, 0), coalesce(cell_id, 0) from touched
      union all select 'disposal_due', due_day, coalesce(class_id, 0), coalesce(cell_id, 0) from touched
      union all select 'closed', closed_day, coalesce(class_id, 0), coalesce(cell_id, 0) from touched),
    keys as (
      select basis, day, case when class is not null then 'class' when cell is not null then 'cell' else 'all' end as dim_kind,
             coalesce(class, cell, 0) as dim_id, row_number() over () as no
        from days where day is not null
       group by grouping sets ((basis, day), (basis, day, class), (basis, day, cell))),
    marked as (
      insert into biz.stat_dirty (tenant_id, city_id, id, basis, day, dim_kind, dim_id)
      select ${acting.tenantId}::int, ${acting.cityId}::int,
             (left(md5(${mark}::text), 20) || lpad(to_hex(no), 12, '0'))::uuid, basis, day, dim_kind, dim_id
        from keys
      returning 1)
    select count(*) from marked`;
}
