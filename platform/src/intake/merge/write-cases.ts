import { sql } from 'kysely';
import type { Acting, Trx } from '../../database/database.ts';
import { CASE_COLUMNS, EVENT_COLUMNS, eventWrites, SOURCE_COLUMNS } from './case-columns.ts';
import type { InFlight } from '../../database/in-flight.ts';
import type { Lease } from '../batch/lease.ts';
import type { CaseWrite, Writes } from './prepare-writes.ts';
import { assignments, namesOf, unnestRows, type Columns } from '../../database/unnest-rows.ts';
import { insertFacts, updateFacts } from './write-facts.ts';
import { written } from '../../database/written.ts';

export interface WriteContext {
  readonly acting: Acting;
  readonly lease: Lease;
  readonly recordedAt: Date;
  /** Civil day the case numbers belong to. */
  readonly day: string;
  readonly firstNumber: number;
}

/**
 * Writes a chunk's cases: few statements, each over all rows of the chunk; resolves when all are issued. New rows are
 * inserted plainly: the lock on the tenant's cut keeps everybody else from making the same case meanwhile, and
 * `on conflict` costs a third more.
 */
export async function writeCases(
  trx: Trx,
  context: WriteContext,
  { created, updated }: Writes,
  inFlight: InFlight,
): Promise<void> {
  const both = [...created, ...updated];
  const moved = updated.filter((write) => write.events.length > 0);
  const persons = both.filter((write) => write.row.person !== null);
  const issue = async (writes: readonly CaseWrite[], statement: Statement) => {
    if (writes.length > 0) await inFlight.issue(() => statement(trx, context, writes));
  };
  await issue(created, insertCases);
  await issue(moved, updateCases);
  await issue(created, insertSources);
  await issue(updated, updateSources);
  await issue([...created, ...moved], insertEvents);
  await issue(created, insertFacts);
  await issue(moved, updateFacts);
  await issue(persons, upsertPersons);
}

type Statement = (trx: Trx, context: WriteContext, writes: readonly CaseWrite[]) => Promise<void>;

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
  await written(
    trx,
    writes.length,
    sql`
    insert into biz."case" (tenant_id, city_id, holder_id, holder_unit_id, created_at, updated_at, ${namesOf(NEW_CASE_COLUMNS)})
    select ${acting.tenantId}::int, ${acting.cityId}::int, ${acting.tenantId}::int, ${acting.unitId}::int,
           ${recordedAt}::timestamptz, ${recordedAt}::timestamptz, ${namesOf(NEW_CASE_COLUMNS)}
      from ${unnestRows(numbered, NEW_CASE_COLUMNS)}
    returning 1`,
  );
}

async function updateCases(
  trx: Trx,
  { acting, recordedAt }: WriteContext,
  writes: readonly CaseWrite[],
): Promise<void> {
  await written(
    trx,
    writes.length,
    sql`
    update biz."case" as c set updated_at = ${recordedAt}::timestamptz, ${assignments(CASE_COLUMNS, 'r', 'id')}
      from ${unnestRows(writes, CASE_COLUMNS)}
     where c.tenant_id = ${acting.tenantId} and c.id = r.id
    returning 1`,
  );
}

async function insertSources(trx: Trx, { acting, lease }: WriteContext, writes: readonly CaseWrite[]): Promise<void> {
  await written(
    trx,
    writes.length,
    sql`
    insert into biz.case_source
           (tenant_id, city_id, source_id, mapping_version, batch_id, ${namesOf(SOURCE_COLUMNS)})
    select ${acting.tenantId}::int, ${acting.cityId}::int, ${lease.sourceId}::int, ${lease.mappingVersion}::int,
           ${lease.batchId}::uuid, ${namesOf(SOURCE_COLUMNS)}
      from ${unnestRows(writes, SOURCE_COLUMNS)}
    returning 1`,
  );
}

async function updateSources(trx: Trx, { acting, lease }: WriteContext, writes: readonly CaseWrite[]): Promise<void> {
  await written(
    trx,
    writes.length,
    sql`
    update biz.case_source as s
       set mapping_version = ${lease.mappingVersion}::int, batch_id = ${lease.batchId}::uuid, revision = r.revision,
           derived_revision = r.derived_revision, content_hash = r.content_hash, row_no = r.row_no
      from ${unnestRows(writes, SOURCE_COLUMNS)}
     where s.tenant_id = ${acting.tenantId} and s.source_id = ${lease.sourceId} and s.external_id = r.external_id
    returning 1`,
  );
}

async function insertEvents(trx: Trx, context: WriteContext, writes: readonly CaseWrite[]): Promise<void> {
  const { acting, lease, recordedAt } = context;
  const events = eventWrites(writes);
  await written(
    trx,
    events.length,
    sql`
    insert into biz.case_event (tenant_id, city_id, by_unit_id, recorded_at, batch_id, id, case_id, kind, occurred_at, unit_name,
           data, row_no, is_late)
    select ${acting.tenantId}::int, ${acting.cityId}::int, ${acting.unitId}::int, ${recordedAt}::timestamptz,
           ${lease.batchId}::uuid, id, case_id, kind, occurred_at, unit_name, coalesce(data, '{}'::jsonb), row_no, is_late
      from ${unnestRows(events, EVENT_COLUMNS)}
    returning 1`,
  );
}

const PERSON_COLUMNS: Columns<CaseWrite> = {
  case_id: { type: 'uuid', of: (w) => w.caseId },
  name: { type: 'text', of: (w) => w.row.person?.name },
  phone: { type: 'text', of: (w) => w.row.person?.phone },
};

async function upsertPersons(trx: Trx, { acting }: WriteContext, writes: readonly CaseWrite[]): Promise<void> {
  await written(
    trx,
    writes.length,
    sql`
    insert into biz.case_person (tenant_id, city_id, role, ${namesOf(PERSON_COLUMNS)})
    select ${acting.tenantId}::int, ${acting.cityId}::int, 'reporter', ${namesOf(PERSON_COLUMNS)}
      from ${unnestRows(writes, PERSON_COLUMNS)}
    on conflict (tenant_id, case_id, role) do update set name = excluded.name, phone = excluded.phone
    returning 1`,
  );
}
