import { columnsOf, type Columns } from '../../database/unnest-rows.ts';
import { FACT_FIELDS } from '../fact.ts';
import { FIELDS } from '../fields.ts';
import { STATE_OF_STAGE } from '../stage.ts';
import type { CaseWrite, RecordedEvent } from './case-write.ts';

/** Every move takes a case from one version to the next. */
const versionOf = ({ expect }: CaseWrite): number => (expect ?? 0) + 1;

/** Columns of `case`: the picture and what follows from it. */
export const CASE_COLUMNS: Columns<CaseWrite> = {
  id: { type: 'uuid', of: (w) => w.caseId },
  ...columnsOf(FIELDS, (w: CaseWrite) => w.picture),
  stage: { type: 'text', of: (w) => w.stage },
  state: { type: 'text', of: (w) => STATE_OF_STAGE[w.stage] },
  tile: { type: 'int4', of: (w) => w.tile },
  due_at: { type: 'timestamptz', of: (w) => w.fact.dueAt },
  due_provisional: { type: 'bool', of: (w) => w.dueProvisional },
  version: { type: 'int4', of: versionOf },
};

/** A case that is not there yet, with the number it gets. */
export interface NewCase {
  readonly write: CaseWrite;
  readonly number: string;
}

export const NEW_CASE_COLUMNS: Columns<NewCase> = {
  case_no: { type: 'text', of: ({ number }) => number },
  ...Object.fromEntries(
    Object.entries(CASE_COLUMNS).map(([name, { type, of }]) => [
      name,
      { type, of: ({ write }: NewCase) => of(write) } as Columns<NewCase>[string],
    ]),
  ),
};

/** Columns of `case_fact`. */
export const FACT_COLUMNS: Columns<CaseWrite> = {
  case_id: { type: 'uuid', of: (w) => w.caseId },
  ...columnsOf(FACT_FIELDS, (w: CaseWrite) => w.fact),
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
