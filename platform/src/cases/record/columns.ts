import type { Baton } from '../events.ts';
import { columnsOf, type Columns } from '../../database/unnest-rows.ts';
import { FACT_FIELDS } from '../fact.ts';
import { FIELDS } from '../fields.ts';
import { STAGE_OF_STATE } from '../stage.ts';
import type { CaseRow } from '../case-row.ts';
import type { CaseWrite, NewCase, RecordedEvent, UploadBaton } from './case-write.ts';

/** Every move takes a case from one version to the next. */
const versionOf = ({ expect }: CaseWrite): number => (expect ?? 0) + 1;

/** Columns of `case` that its events decide: the picture and what follows from it. */
export const PROJECTED_COLUMNS: Columns<CaseRow> = {
  ...columnsOf(FIELDS, (w: CaseRow) => w.picture),
  stage: { type: 'text', of: (w) => STAGE_OF_STATE[w.state] },
  state: { type: 'text', of: (w) => w.state },
  tile: { type: 'int4', of: (w) => w.tile },
  due_at: { type: 'timestamptz', of: (w) => w.fact.dueAt },
  due_provisional: { type: 'bool', of: (w) => w.clock.at(-1)?.dueProvisional ?? false },
  step_due_at: { type: 'timestamptz', of: (w) => w.stepDue.dueAt },
  warn_at: { type: 'timestamptz', of: (w) => w.stepDue.warnAt },
  resume_at: { type: 'timestamptz', of: (w) => w.resumeAt },
};

/** Columns of `case` for who holds it, its number and its mode. */
export const BATON_COLUMNS: Columns<{ readonly baton: UploadBaton }> = {
  case_no: { type: 'text', of: ({ baton }) => baton.caseNo },
  holder_id: { type: 'int4', of: ({ baton }) => baton.holderId },
  holder_unit_id: { type: 'int4', of: ({ baton }) => baton.holderUnitId },
  mode_from: { type: 'timestamptz', of: ({ baton }) => (baton.modeFrom === null ? null : new Date(baton.modeFrom)) },
};

/** Columns of `case` for its desks and its haste, which uploads do not know. */
export const DESK_COLUMNS: Columns<{ readonly baton: Baton }> = {
  supervision_unit_id: { type: 'int4', of: ({ baton }) => baton.supervisionUnitId },
  command_unit_id: { type: 'int4', of: ({ baton }) => baton.commandUnitId },
  urgent: { type: 'bool', of: ({ baton }) => baton.urgent },
};

/** Columns of `case`, for one that is there. */
export const CASE_COLUMNS: Columns<CaseWrite> = {
  id: { type: 'uuid', of: (w) => w.caseId },
  ...PROJECTED_COLUMNS,
  version: { type: 'int4', of: versionOf },
};

export const NEW_CASE_COLUMNS: Columns<NewCase> = {
  ...CASE_COLUMNS,
  ...BATON_COLUMNS,
};

/** Columns of `case_fact`. */
export const FACT_COLUMNS: Columns<Pick<CaseWrite, 'caseId' | 'fact'>> = {
  case_id: { type: 'uuid', of: (w) => w.caseId },
  ...columnsOf(FACT_FIELDS, (w: Pick<CaseWrite, 'fact'>) => w.fact),
};

interface EventRow {
  readonly write: CaseWrite;
  readonly event: RecordedEvent;
}

/** Columns of `case_event`; `data` is null where an event says nothing but its time (read as an empty object). */
export const EVENT_COLUMNS: Columns<EventRow> = {
  id: { type: 'uuid', of: (e) => e.event.id },
  case_id: { type: 'uuid', of: (e) => e.write.caseId },
  kind: { type: 'text', of: (e) => e.event.kind },
  occurred_at: { type: 'timestamptz', of: (e) => e.event.occurredAt },
  unit_name: { type: 'text', of: (e) => e.write.picture.unitName },
  data: { type: 'jsonb', of: ({ event }) => (isNothing(event.data) ? null : JSON.stringify(event.data)) },
  version: { type: 'int4', of: (e) => versionOf(e.write) },
  amends: { type: 'uuid', of: (e) => e.event.amends },
  lead_unit_id: { type: 'int4', of: (e) => e.event.leadUnitId },
  row_no: { type: 'int4', of: (e) => e.write.rowNo },
};

export const eventRows = (writes: readonly CaseWrite[]): EventRow[] =>
  writes.flatMap((write) => write.events.map((event) => ({ write, event })));

function isNothing(data: object): boolean {
  for (const _ in data) return false;
  return true;
}

/** Columns of `case_person`. */
export const PERSON_COLUMNS: Columns<CaseWrite> = {
  case_id: { type: 'uuid', of: (w) => w.caseId },
  name: { type: 'text', of: (w) => w.person?.name },
  phone: { type: 'text', of: (w) => w.person?.phone },
};
