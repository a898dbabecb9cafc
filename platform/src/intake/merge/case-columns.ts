import { STATE_OF_STAGE } from '../../cases/stage.ts';
import type { CaseWrite } from './prepare-writes.ts';
import type { Columns } from '../../database/unnest-rows.ts';

/** Columns of `case` that follow from a picture. */
export const CASE_COLUMNS: Columns<CaseWrite> = {
  id: { type: 'uuid', of: (w) => w.caseId },
  stage: { type: 'text', of: (w) => w.stage },
  state: { type: 'text', of: (w) => STATE_OF_STAGE[w.stage] },
  kind: { type: 'text', of: (w) => w.picture.kind },
  class_id: { type: 'int4', of: (w) => w.picture.classId },
  source_code: { type: 'text', of: (w) => w.picture.sourceCode },
  source_group: { type: 'text', of: (w) => w.picture.sourceGroup },
  address: { type: 'text', of: (w) => w.picture.address },
  description: { type: 'text', of: (w) => w.picture.description },
  longitude: { type: 'float8', of: (w) => w.picture.longitude },
  latitude: { type: 'float8', of: (w) => w.picture.latitude },
  original_x: { type: 'text', of: (w) => w.picture.originalX },
  original_y: { type: 'text', of: (w) => w.picture.originalY },
  original_crs: { type: 'text', of: (w) => w.picture.originalCrs },
  tile: { type: 'int4', of: (w) => w.tile },
  cell_id: { type: 'int4', of: (w) => w.picture.cellId },
  unit_name: { type: 'text', of: (w) => w.picture.unitName },
  rule_id: { type: 'int4', of: (w) => w.picture.ruleId },
  limit_value: { type: 'text', of: (w) => w.picture.limitValue },
  limit_unit: { type: 'text', of: (w) => w.picture.limitUnit },
  reported_at: { type: 'timestamptz', of: (w) => w.picture.reportedAt },
  filed_at: { type: 'timestamptz', of: (w) => w.picture.filedAt },
  dispatched_at: { type: 'timestamptz', of: (w) => w.picture.dispatchedAt },
  disposed_at: { type: 'timestamptz', of: (w) => w.picture.disposedAt },
  closed_at: { type: 'timestamptz', of: (w) => w.picture.closedAt },
  refused_at: { type: 'timestamptz', of: (w) => w.picture.refusedAt },
  voided_at: { type: 'timestamptz', of: (w) => w.picture.voidedAt },
  suspended_at: { type: 'timestamptz', of: (w) => w.picture.suspendedAt },
  resumed_at: { type: 'timestamptz', of: (w) => w.picture.resumedAt },
  due_at: { type: 'timestamptz', of: (w) => w.fact.dueAt },
  due_provisional: { type: 'bool', of: (w) => w.dueProvisional },
  closing_type: { type: 'text', of: (w) => w.picture.closingType },
  self_handled: { type: 'bool', of: (w) => w.picture.selfHandled },
  rework_count: { type: 'int2', of: (w) => w.picture.reworkCount },
  extension_count: { type: 'int2', of: (w) => w.picture.extensionCount },
  claimed_due_at: { type: 'timestamptz', of: (w) => w.picture.claimedDueAt },
  claimed_overdue: { type: 'bool', of: (w) => w.picture.claimedOverdue },
};

/** Columns of `case_fact`. */
export const FACT_COLUMNS: Columns<CaseWrite> = {
  case_id: { type: 'uuid', of: (w) => w.caseId },
  kind: { type: 'text', of: (w) => w.fact.kind },
  class_id: { type: 'int4', of: (w) => w.fact.classId },
  cell_id: { type: 'int4', of: (w) => w.fact.cellId },
  source_code: { type: 'text', of: (w) => w.picture.sourceCode },
  source_group: { type: 'text', of: (w) => w.fact.sourceGroup },
  self_handled: { type: 'bool', of: (w) => w.fact.selfHandled },
  rework_count: { type: 'int2', of: (w) => w.fact.reworkCount },
  extension_count: { type: 'int2', of: (w) => w.fact.extensionCount },
  reported_at: { type: 'timestamptz', of: (w) => w.fact.reportedAt },
  filed_at: { type: 'timestamptz', of: (w) => w.fact.filedAt },
  dispatched_at: { type: 'timestamptz', of: (w) => w.fact.dispatchedAt },
  disposed_at: { type: 'timestamptz', of: (w) => w.fact.disposedAt },
  closed_at: { type: 'timestamptz', of: (w) => w.fact.closedAt },
  refused_at: { type: 'timestamptz', of: (w) => w.fact.refusedAt },
  voided_at: { type: 'timestamptz', of: (w) => w.fact.voidedAt },
  suspended_at: { type: 'timestamptz', of: (w) => w.fact.suspendedAt },
  resumed_at: { type: 'timestamptz', of: (w) => w.fact.resumedAt },
  due_at: { type: 'timestamptz', of: (w) => w.fact.dueAt },
  reported_day: { type: 'date', of: (w) => w.fact.reportedDay },
  filed_day: { type: 'date', of: (w) => w.fact.filedDay },
  due_day: { type: 'date', of: (w) => w.fact.dueDay },
  closed_day: { type: 'date', of: (w) => w.fact.closedDay },
};

/** Columns of `case_source` that come from the row. */
export const SOURCE_COLUMNS: Columns<CaseWrite> = {
  external_id: { type: 'text', of: (w) => w.row.externalId },
  case_id: { type: 'uuid', of: (w) => w.caseId },
  revision: { type: 'int8', of: (w) => w.row.revision },
  derived_revision: { type: 'int8', of: (w) => w.row.derivedRevision },
  content_hash: { type: 'text', of: (w) => w.row.contentHash },
  row_no: { type: 'int4', of: (w) => w.row.rowNo },
};

interface EventWrite {
  readonly write: CaseWrite;
  readonly event: CaseWrite['events'][number];
}

/** Columns of `case_event`; `data` is null where an event says nothing but its time (read as an empty object). */
export const EVENT_COLUMNS: Columns<EventWrite> = {
  id: { type: 'uuid', of: (e) => e.event.id },
  case_id: { type: 'uuid', of: (e) => e.write.caseId },
  kind: { type: 'text', of: (e) => e.event.kind },
  occurred_at: { type: 'timestamptz', of: (e) => e.event.occurredAt },
  unit_name: { type: 'text', of: (e) => e.write.picture.unitName },
  data: { type: 'jsonb', of: ({ event }) => (isNothing(event.data) ? null : JSON.stringify(event.data)) },
  row_no: { type: 'int4', of: (e) => e.write.row.rowNo },
  is_late: { type: 'bool', of: (e) => e.event.late },
};

export const eventWrites = (writes: readonly CaseWrite[]): EventWrite[] =>
  writes.flatMap((write) => write.events.map((event) => ({ write, event })));

function isNothing(data: object): boolean {
  for (const _ in data) return false;
  return true;
}
