import { STATE_OF_STAGE } from '../../cases/stage.ts';
import type { CaseWrite } from './prepare-writes.ts';
import { FACT_FIELDS } from '../../cases/fact.ts';
import { FIELDS } from '../../cases/fields.ts';
import { columnsOf, type Columns } from '../../database/unnest-rows.ts';

/** Columns of `case`: the picture and what follows from it. */
export const CASE_COLUMNS: Columns<CaseWrite> = {
  id: { type: 'uuid', of: (w) => w.caseId },
  ...columnsOf(FIELDS, (w: CaseWrite) => w.picture),
  stage: { type: 'text', of: (w) => w.stage },
  state: { type: 'text', of: (w) => STATE_OF_STAGE[w.stage] },
  tile: { type: 'int4', of: (w) => w.tile },
  due_at: { type: 'timestamptz', of: (w) => w.fact.dueAt },
  due_provisional: { type: 'bool', of: (w) => w.dueProvisional },
};

/** Columns of `case_fact`. */
export const FACT_COLUMNS: Columns<CaseWrite> = {
  case_id: { type: 'uuid', of: (w) => w.caseId },
  ...columnsOf(FACT_FIELDS, (w: CaseWrite) => w.fact),
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
