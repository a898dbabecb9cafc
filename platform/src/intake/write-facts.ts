import { sql } from 'kysely';
import type { Acting, Trx } from '../database/database.ts';
import type { CaseWrite } from './prepare-writes.ts';
import type { Lease } from './lease.ts';

const FACT_COLUMNS = {
  case_id: 'uuid',
  kind: 'text',
  class_id: 'int',
  cell_id: 'int',
  source_group: 'text',
  self_handled: 'boolean',
  rework_count: 'smallint',
  extension_count: 'smallint',
  reported_at: 'timestamptz',
  filed_at: 'timestamptz',
  dispatched_at: 'timestamptz',
  disposed_at: 'timestamptz',
  closed_at: 'timestamptz',
  refused_at: 'timestamptz',
  voided_at: 'timestamptz',
  suspended_at: 'timestamptz',
  resumed_at: 'timestamptz',
  due_at: 'timestamptz',
  reported_day: 'date',
  filed_day: 'date',
  due_day: 'date',
  closed_day: 'date',
} as const;

const NAMES = Object.keys(FACT_COLUMNS) as (keyof typeof FACT_COLUMNS)[];
const RECORD = sql.raw(
  Object.entries(FACT_COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', '),
);
const TARGET = sql.raw(NAMES.join(', '));
const SOURCE = sql.raw(NAMES.map((name) => `r.${name}`).join(', '));
const ASSIGN = sql.raw(
  NAMES.filter((n) => n !== 'case_id')
    .map((name) => `${name} = excluded.${name}`)
    .join(', '),
);

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
  const records = writes.map(factRecord);
  const updated = writes.map((write) => write.caseId);
  const mark = `${lease.batchId} ${writes[0]?.row.rowNo ?? 0}`;
  await sql`
    with before as (
      select reported_day, filed_day, due_day, closed_day, class_id, cell_id
        from biz.case_fact
       where tenant_id = ${acting.tenantId} and case_id = any(${updated}::uuid[])
         for update),
    written as (
      insert into biz.case_fact as f (tenant_id, city_id, ${TARGET})
      select ${acting.tenantId}::int, ${acting.cityId}::int, ${SOURCE}
        from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r(${RECORD})
      on conflict (tenant_id, case_id) do update set ${ASSIGN}
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

const given = <T>(value: T | null): T | undefined => value ?? undefined;

function factRecord({ caseId, fact: f }: CaseWrite) {
  return {
    case_id: caseId,
    kind: f.kind,
    class_id: given(f.classId),
    cell_id: given(f.cellId),
    source_group: f.sourceGroup,
    self_handled: f.selfHandled,
    rework_count: f.reworkCount,
    extension_count: f.extensionCount,
    reported_at: f.reportedAt,
    filed_at: given(f.filedAt),
    dispatched_at: given(f.dispatchedAt),
    disposed_at: given(f.disposedAt),
    closed_at: given(f.closedAt),
    refused_at: given(f.refusedAt),
    voided_at: given(f.voidedAt),
    suspended_at: given(f.suspendedAt),
    resumed_at: given(f.resumedAt),
    due_at: given(f.dueAt),
    reported_day: f.reportedDay,
    filed_day: given(f.filedDay),
    due_day: given(f.dueDay),
    closed_day: given(f.closedDay),
  } satisfies Record<keyof typeof FACT_COLUMNS, unknown>;
}
