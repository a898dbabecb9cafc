import { sql } from 'kysely';
import type { Acting, Trx } from '../database/database.ts';
import type { Lease } from './lease.ts';
import type { CaseWrite, Writes } from './prepare-writes.ts';
import { writeFacts } from './write-facts.ts';

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
 * them in this order. Few statements, each over all rows: `jsonb_to_recordset` was the fastest of the forms measured.
 */
export function writeCases(trx: Trx, context: WriteContext, { created, updated }: Writes): Promise<unknown>[] {
  const both = [...created, ...updated];
  const changed = both.filter((write) => write.events.length > 0);
  const moved = updated.filter((write) => write.events.length > 0);
  return [
    ...(created.length > 0 ? [insertCases(trx, context, created)] : []),
    ...(moved.length > 0 ? [updateCases(trx, context, moved)] : []),
    upsertSources(trx, context, both),
    ...(changed.length > 0 ? [insertEvents(trx, context, changed), writeFacts(trx, context, changed)] : []),
    ...upsertPersons(trx, context, both),
  ];
}

/** Columns of `case` that come from the picture, with their types. */
const CASE_COLUMNS = {
  id: 'uuid',
  stage: 'text',
  kind: 'text',
  class_id: 'int',
  source_code: 'text',
  source_group: 'text',
  address: 'text',
  description: 'text',
  longitude: 'float8',
  latitude: 'float8',
  original_x: 'text',
  original_y: 'text',
  original_crs: 'text',
  tile: 'int',
  cell_id: 'int',
  unit_name: 'text',
  rule_id: 'int',
  limit_value: 'text',
  limit_unit: 'text',
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
  due_provisional: 'boolean',
  closing_type: 'text',
  self_handled: 'boolean',
  rework_count: 'smallint',
  extension_count: 'smallint',
  claimed_due_at: 'timestamptz',
  claimed_overdue: 'boolean',
} as const;

const NAMES = Object.keys(CASE_COLUMNS) as (keyof typeof CASE_COLUMNS)[];
const RECORD = sql.raw(
  Object.entries(CASE_COLUMNS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', '),
);
const TARGET = sql.raw(NAMES.join(', '));
const SOURCE = sql.raw(NAMES.map((name) => `r.${name}`).join(', '));
const ASSIGN = sql.raw(
  NAMES.filter((name) => name !== 'id')
    .map((name) => `${name} = r.${name}`)
    .join(', '),
);

/** JSON leaves undefined members out, and a member left out is null to the database. */
const given = <T>(value: T | null): T | undefined => value ?? undefined;

function caseRecord({ caseId, picture: p, stage, tile, fact, dueProvisional }: CaseWrite) {
  return {
    id: caseId,
    stage,
    kind: p.kind,
    class_id: given(p.classId),
    source_code: p.sourceCode,
    source_group: p.sourceGroup,
    address: given(p.address),
    description: given(p.description),
    longitude: given(p.longitude),
    latitude: given(p.latitude),
    original_x: given(p.originalX),
    original_y: given(p.originalY),
    original_crs: given(p.originalCrs),
    tile: given(tile),
    cell_id: given(p.cellId),
    unit_name: given(p.unitName),
    rule_id: given(p.ruleId),
    limit_value: given(p.limitValue),
    limit_unit: given(p.limitUnit),
    reported_at: p.reportedAt,
    filed_at: given(p.filedAt),
    dispatched_at: given(p.dispatchedAt),
    disposed_at: given(p.disposedAt),
    closed_at: given(p.closedAt),
    refused_at: given(p.refusedAt),
    voided_at: given(p.voidedAt),
    suspended_at: given(p.suspendedAt),
    resumed_at: given(p.resumedAt),
    due_at: given(fact.dueAt),
    due_provisional: dueProvisional,
    closing_type: given(p.closingType),
    self_handled: p.selfHandled,
    rework_count: p.reworkCount,
    extension_count: p.extensionCount,
    claimed_due_at: given(p.claimedDueAt),
    claimed_overdue: given(p.claimedOverdue),
  } satisfies Record<keyof typeof CASE_COLUMNS, unknown>;
}

/** New cases lie with the tenant that sends them, at the centre's desk. */
async function insertCases(trx: Trx, context: WriteContext, writes: readonly CaseWrite[]): Promise<void> {
  const { acting, recordedAt, day, firstNumber } = context;
  const records = writes.map((write, i) => ({
    ...caseRecord(write),
    case_no: `${day.replaceAll('-', '')}-${String(firstNumber + i).padStart(5, '0')}`,
  }));
  await sql`
    insert into biz."case" (tenant_id, city_id, holder_id, created_at, updated_at, case_no, ${TARGET})
    select ${acting.tenantId}::int, ${acting.cityId}::int, ${acting.tenantId}::int,
           ${recordedAt}::timestamptz, ${recordedAt}::timestamptz, r.case_no, ${SOURCE}
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r(case_no text, ${RECORD})
    returning id`.execute(trx);
}

async function updateCases(
  trx: Trx,
  { acting, recordedAt }: WriteContext,
  writes: readonly CaseWrite[],
): Promise<void> {
  await sql`
    update biz."case" as c set updated_at = ${recordedAt}::timestamptz, ${ASSIGN}
      from jsonb_to_recordset(${JSON.stringify(writes.map(caseRecord))}::jsonb) as r(${RECORD})
     where c.tenant_id = ${acting.tenantId} and c.id = r.id
    returning c.id`.execute(trx);
}

async function upsertSources(trx: Trx, { acting, lease }: WriteContext, writes: readonly CaseWrite[]): Promise<void> {
  const records = writes.map(({ caseId, row }) => ({
    external_id: row.externalId,
    case_id: caseId,
    revision: given(row.revision),
    derived_revision: row.derivedRevision,
    content_hash: row.contentHash,
    row_no: row.rowNo,
  }));
  await sql`
    insert into biz.case_source (tenant_id, city_id, source_id, external_id, case_id, revision, derived_revision,
           content_hash, mapping_version, batch_id, row_no)
    select ${acting.tenantId}::int, ${acting.cityId}::int, ${lease.sourceId}::int, r.external_id, r.case_id, r.revision,
           r.derived_revision, r.content_hash, ${lease.mappingVersion}::int, ${lease.batchId}::uuid, r.row_no
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r(external_id text, case_id uuid, revision bigint,
           derived_revision bigint, content_hash text, row_no int)
    on conflict (tenant_id, source_id, external_id) do update set revision = excluded.revision,
           derived_revision = excluded.derived_revision, content_hash = excluded.content_hash,
           mapping_version = excluded.mapping_version, batch_id = excluded.batch_id, row_no = excluded.row_no`.execute(
    trx,
  );
}

async function insertEvents(trx: Trx, context: WriteContext, writes: readonly CaseWrite[]): Promise<void> {
  const { acting, lease, recordedAt } = context;
  const records = writes.flatMap(({ caseId, row, picture, events }) =>
    events.map((event) => ({
      id: event.id,
      case_id: caseId,
      kind: event.kind,
      occurred_at: event.occurredAt,
      unit_name: given(picture.unitName),
      data: event.data,
      row_no: row.rowNo,
      is_late: event.late,
    })),
  );
  await sql`
    insert into biz.case_event (tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, unit_name, data,
           batch_id, row_no, is_late)
    select ${acting.tenantId}::int, ${acting.cityId}::int, r.id, r.case_id, r.kind, r.occurred_at,
           ${recordedAt}::timestamptz, r.unit_name, r.data, ${lease.batchId}::uuid, r.row_no, r.is_late
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r(id uuid, case_id uuid, kind text,
           occurred_at timestamptz, unit_name text, data jsonb, row_no int, is_late boolean)
    returning id`.execute(trx);
}

function upsertPersons(trx: Trx, { acting }: WriteContext, writes: readonly CaseWrite[]): Promise<unknown>[] {
  const records = writes.flatMap(({ caseId, row }) =>
    row.person === null ? [] : [{ case_id: caseId, name: row.person.name, phone: row.person.phone }],
  );
  if (records.length === 0) return [];
  return [
    sql`
    insert into biz.case_person (tenant_id, city_id, case_id, role, name, phone)
    select ${acting.tenantId}::int, ${acting.cityId}::int, r.case_id, 'reporter', r.name, r.phone
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r(case_id uuid, name text, phone text)
    on conflict (tenant_id, case_id, role) do update set name = excluded.name, phone = excluded.phone`.execute(trx),
  ];
}
