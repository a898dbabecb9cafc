import { sql } from 'kysely';
import type { Acting, Trx } from '../database/database.ts';
import { CASE_COLUMNS, EVENT_COLUMNS, eventWrites, SOURCE_COLUMNS } from './case-columns.ts';
import type { Lease } from './lease.ts';
import type { CaseWrite, Writes } from './prepare-writes.ts';
import { assignments, namesOf, unnestRows, type Columns } from './unnest-rows.ts';
import { insertFacts, updateFacts } from './write-facts.ts';

export interface WriteContext {
  readonly acting: Acting;
  readonly lease: Lease;
  readonly recordedAt: Date;
  /** Civil day the case numbers belong to. */
  readonly day: string;
  readonly firstNumber: number;
}

/**
 * The statements that write a chunk's cases, issued together so that they travel in one round trip; the database runs
 * them in this order. Few statements, each over all rows of the chunk. New rows are inserted plainly: the lock on the
 * tenant's cut keeps everybody else from making the same case meanwhile, and `on conflict` costs a third more.
 */
export function writeCases(trx: Trx, context: WriteContext, { created, updated }: Writes): Promise<unknown>[] {
  const both = [...created, ...updated];
  const changed = both.filter((write) => write.events.length > 0);
  const moved = updated.filter((write) => write.events.length > 0);
  const persons = both.filter((write) => write.row.person !== null);
  return [
    ...(created.length > 0 ? [insertCases(trx, context, created)] : []),
    ...(moved.length > 0 ? [updateCases(trx, context, moved)] : []),
    ...(created.length > 0 ? [insertSources(trx, context, created)] : []),
    ...(updated.length > 0 ? [updateSources(trx, context, updated)] : []),
    ...(changed.length > 0 ? [insertEvents(trx, context, changed)] : []),
    ...(created.length > 0 ? [insertFacts(trx, context, created)] : []),
    ...(moved.length > 0 ? [updateFacts(trx, context, moved)] : []),
    ...(persons.length > 0 ? [upsertPersons(trx, context, persons)] : []),
  ];
}

interface NumberedCase {
  readonly write: CaseWrite;
  readonly number: string;
}

const NEW_CASE_COLUMNS: Columns<NumberedCase> = {
  case_no: { type: 'text', of: ({ number }) => number },
  ...Object.fromEntries(
    Object.entries(CASE_COLUMNS).map(([name, { type, of }]) => [
      name,
      { type, of: ({ write }: NumberedCase) => of(write) } as Columns<NumberedCase>[string],
    ]),
  ),
};

/** New cases lie with the tenant that sends them, at the centre's desk. */
async function insertCases(trx: Trx, context: WriteContext, writes: readonly CaseWrite[]): Promise<void> {
  const { acting, recordedAt, day, firstNumber } = context;
  const prefix = day.replaceAll('-', '');
  const numbered = writes.map((write, i) => ({
    write,
    number: `${prefix}-${String(firstNumber + i).padStart(5, '0')}`,
  }));
  await sql`
    insert into biz."case" (tenant_id, city_id, holder_id, created_at, updated_at, ${namesOf(NEW_CASE_COLUMNS)})
    select ${acting.tenantId}::int, ${acting.cityId}::int, ${acting.tenantId}::int,
           ${recordedAt}::timestamptz, ${recordedAt}::timestamptz, ${namesOf(NEW_CASE_COLUMNS)}
      from ${unnestRows(numbered, NEW_CASE_COLUMNS)}
    returning id`.execute(trx);
}

async function updateCases(
  trx: Trx,
  { acting, recordedAt }: WriteContext,
  writes: readonly CaseWrite[],
): Promise<void> {
  await sql`
    update biz."case" as c set updated_at = ${recordedAt}::timestamptz, ${assignments(CASE_COLUMNS, 'r', 'id')}
      from ${unnestRows(writes, CASE_COLUMNS)}
     where c.tenant_id = ${acting.tenantId} and c.id = r.id
    returning c.id`.execute(trx);
}

async function insertSources(trx: Trx, { acting, lease }: WriteContext, writes: readonly CaseWrite[]): Promise<void> {
  await sql`
    insert into biz.case_source
           (tenant_id, city_id, source_id, mapping_version, batch_id, ${namesOf(SOURCE_COLUMNS)})
    select ${acting.tenantId}::int, ${acting.cityId}::int, ${lease.sourceId}::int, ${lease.mappingVersion}::int,
           ${lease.batchId}::uuid, ${namesOf(SOURCE_COLUMNS)}
      from ${unnestRows(writes, SOURCE_COLUMNS)}
    returning row_no`.execute(trx);
}

async function updateSources(trx: Trx, { acting, lease }: WriteContext, writes: readonly CaseWrite[]): Promise<void> {
  await sql`
    update biz.case_source as s
       set mapping_version = ${lease.mappingVersion}::int, batch_id = ${lease.batchId}::uuid, revision = r.revision,
           derived_revision = r.derived_revision, content_hash = r.content_hash, row_no = r.row_no
      from ${unnestRows(writes, SOURCE_COLUMNS)}
     where s.tenant_id = ${acting.tenantId} and s.source_id = ${lease.sourceId} and s.external_id = r.external_id
    returning s.row_no`.execute(trx);
}

async function insertEvents(trx: Trx, context: WriteContext, writes: readonly CaseWrite[]): Promise<void> {
  const { acting, lease, recordedAt } = context;
  await sql`
    insert into biz.case_event (tenant_id, city_id, recorded_at, batch_id, id, case_id, kind, occurred_at, unit_name,
           data, row_no, is_late)
    select ${acting.tenantId}::int, ${acting.cityId}::int, ${recordedAt}::timestamptz, ${lease.batchId}::uuid,
           id, case_id, kind, occurred_at, unit_name, coalesce(data, '{}'::jsonb), row_no, is_late
      from ${unnestRows(eventWrites(writes), EVENT_COLUMNS)}
    returning id`.execute(trx);
}

const PERSON_COLUMNS: Columns<CaseWrite> = {
  case_id: { type: 'uuid', of: (w) => w.caseId },
  name: { type: 'text', of: (w) => w.row.person?.name },
  phone: { type: 'text', of: (w) => w.row.person?.phone },
};

async function upsertPersons(trx: Trx, { acting }: WriteContext, writes: readonly CaseWrite[]): Promise<void> {
  await sql`
    insert into biz.case_person (tenant_id, city_id, role, ${namesOf(PERSON_COLUMNS)})
    select ${acting.tenantId}::int, ${acting.cityId}::int, 'reporter', ${namesOf(PERSON_COLUMNS)}
      from ${unnestRows(writes, PERSON_COLUMNS)}
    on conflict (tenant_id, case_id, role) do update set name = excluded.name, phone = excluded.phone`.execute(trx);
}
