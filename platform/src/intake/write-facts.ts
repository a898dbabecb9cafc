import { sql } from 'kysely';
import type { Acting, Trx } from '../database/database.ts';
import { uuidArray } from './pg-arrays.ts';
import type { CaseWrite } from './prepare-writes.ts';
import { FACT_COLUMNS } from './case-columns.ts';
import type { Lease } from './lease.ts';
import { assignments, namesOf, unnestRows } from './unnest-rows.ts';

/**
 * Writes the countable facts and, in the same statement, marks every bucket they were in and are in now (data model §5):
 * `before` reads the old values, the insert returns the new ones, the distinct keys of both become dirty. No trigger.
 *
 * The id of a dirty key is made from batch, row and key: unique, and without a volatile function in the statement.
 */
export async function writeFacts(
  trx: Trx,
  { acting, lease }: { acting: Acting; lease: Lease },
  writes: readonly CaseWrite[],
): Promise<void> {
  const caseIds = uuidArray(writes.map((write) => write.caseId));
  const mark = `${lease.batchId} ${writes[0]?.row.rowNo ?? 0}`;
  await sql`
    with before as (
      select reported_day, filed_day, due_day, closed_day, class_id, cell_id
        from biz.case_fact
       where tenant_id = ${acting.tenantId} and case_id = any(${caseIds}::uuid[])
         for update),
    written as (
      insert into biz.case_fact as f (tenant_id, city_id, ${namesOf(FACT_COLUMNS)})
      select ${acting.tenantId}::int, ${acting.cityId}::int, ${namesOf(FACT_COLUMNS)}
        from ${unnestRows(writes, FACT_COLUMNS)}
      on conflict (tenant_id, case_id) do update set ${assignments(FACT_COLUMNS, 'excluded', 'case_id')}
      returning f.reported_day, f.filed_day, f.due_day, f.closed_day, f.class_id, f.cell_id),
    touched as (select * from before union all select * from written),
    days as (
      select 'reported' as basis, reported_day as day, class_id, cell_id from touched
      union select 'filed', filed_day, class_id, cell_id from touched
      union select 'disposal_due', due_day, class_id, cell_id from touched
      union select 'closed', closed_day, class_id, cell_id from touched),
    keys as (
      select basis, day, 'all' as dim_kind, 0 as dim_id from days where day is not null
      union select basis, day, 'class', coalesce(class_id, 0) from days where day is not null
      union select basis, day, 'cell', coalesce(cell_id, 0) from days where day is not null)
    insert into biz.stat_dirty (tenant_id, city_id, id, basis, day, dim_kind, dim_id)
    select ${acting.tenantId}::int, ${acting.cityId}::int,
           md5(concat_ws(' ', ${mark}::text, basis, day - date '2000-01-01', dim_kind, dim_id))::uuid,
           basis, day, dim_kind, dim_id
      from keys
    returning id`.execute(trx);
}
