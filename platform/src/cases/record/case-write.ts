import type { WorkCalendar } from '../../calendars/calendar.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { Baton, CaseEvent } from '../events.ts';
import { caseRow, type CaseRow } from '../case-row.ts';
import type { CasePicture, FieldName } from '../fields.ts';
import { occurrencesOf } from '../occurrences.ts';
import type { ProjectedCase } from '../project.ts';
import { STATE_OF_STAGE, stageOf } from '../stage.ts';
import { firstEvents, laterEvents } from '../steps.ts';
import { isFrozenAt, type Cut } from './cut.ts';
import type { LockedCase } from './lock-cases.ts';

/** What is to become of one case. */
export interface CaseChange {
  readonly caseId: string;
  /** Version of the case that the change starts from; null for a case that is not there yet. */
  readonly expect: number | null;
  /** The case afterwards: the events on top of what was locked. */
  readonly projected: Omit<ProjectedCase, 'baton' | 'version'>;
  /** What led there, in the order in which it is recorded. None where the case stays as it was. */
  readonly events: readonly CaseEvent[];
  /** Reporter, kept apart from picture and events; null leaves what is stored. */
  readonly person: Reporter | null;
  /** Row of the upload it comes from. */
  readonly rowNo: number | null;
}

export interface Reporter {
  readonly name: string | null;
  readonly phone: string | null;
}

/** What a row makes of the case it speaks of: events, and what all of them add up to. Of `absent` fields it says nothing. */
export function changeOf(
  { version, projection }: LockedCase,
  row: CasePicture,
  absent: readonly FieldName[],
  { recordedAt }: Cut,
): RowChange {
  return { expect: version, events: laterEvents(projection, row, absent, recordedAt), projected: projection };
}

/** What a row makes of a case, and what follows from it where that is worked out already. */
export interface RowChange extends Pick<CaseChange, 'expect' | 'projected' | 'events'> {
  readonly caseRow?: CaseRow;
}

/** What a row makes of a case that is not there yet. Asks nothing of the database, so that it can be worked out before. */
export function firstCase(calendar: WorkCalendar, row: CasePicture): RowChange {
  const state = STATE_OF_STAGE[stageOf(row)];
  const events = firstEvents(row);
  const projected = { picture: row, state, occurrences: occurrencesOf(row), seen: events.length, events };
  return { expect: null, events, projected, caseRow: caseRow(calendar, projected) };
}

/** A change with everything that follows from it: what `append` writes. */
export interface CaseWrite extends Omit<CaseChange, 'projected' | 'events'>, CaseRow {
  readonly events: readonly RecordedEvent[];
}

/** What uploads know of who has a case: its desks of supervision and command are not fixed. */
export type UploadBaton = Omit<Baton, 'supervisionUnitId' | 'commandUnitId' | 'urgent'>;

/** A case that is not there yet, with the number it got. */
export interface NewCase extends CaseWrite {
  readonly baton: UploadBaton;
}

export interface RecordedEvent extends CaseEvent {
  readonly id: string;
  /** About days of a closed period: not in its frozen figures. */
  readonly late: boolean;
}

/** Pure but for ids. Events of one transaction are ordered by their ids. */
export function caseWrite({ ids }: Deps, cut: Cut, row: CaseRow, change: Omit<CaseChange, 'projected'>): CaseWrite {
  const { caseId, expect, person, rowNo, events } = change;
  const { picture, state, tile, clock, turns, stepDue, resumeAt, fact } = row;
  return {
    ...{ caseId, expect, person, rowNo, picture, state, tile, clock, turns, stepDue, resumeAt, fact },
    events: events.map((event) => ({ ...event, id: ids.next(), late: isLate(cut, event, picture) })),
  };
}

/** Says of a new case who holds it and under which number. It stands in its report: a case is rebuilt from its events alone. */
export function withBaton(write: CaseWrite, baton: UploadBaton): NewCase {
  const events = write.events.map((event) =>
    event.kind === 'reported' ? { ...event, data: { ...event.data, ...baton } } : event,
  );
  return { ...write, events, baton };
}

/** A step that happened in a closed period, or a correction of a case reported in one. The same in SQL: api.case_event. */
const isLate = (cut: Cut, event: CaseEvent, { reportedAt }: CasePicture): boolean =>
  isFrozenAt(cut, event.kind === 'corrected' ? reportedAt : event.occurredAt);
