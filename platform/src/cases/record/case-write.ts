import type { WorkCalendar } from '../../calendars/calendar.ts';
import { tileOf } from '../../geography/tile.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { CaseEvent } from '../events.ts';
import { factOf, isDueProvisional, type CaseFact } from '../fact.ts';
import type { CasePicture } from '../fields.ts';
import { stageOf } from '../stage.ts';
import type { Stage } from '../types.ts';
import { isFrozenAt, type Cut } from './cut.ts';

/** What is to become of one case. */
export interface CaseChange {
  readonly caseId: string;
  /** Version of the case that the change starts from; null for a case that is not there yet. */
  readonly expect: number | null;
  /** The picture afterwards: the events on top of the one locked. */
  readonly picture: CasePicture;
  /** What led there, in the order in which it is recorded. None where the picture stays as it was. */
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

/** A change with everything that follows from it: what `append` writes. */
export interface CaseWrite extends Omit<CaseChange, 'events'> {
  readonly stage: Stage;
  readonly tile: number | null;
  readonly fact: CaseFact;
  readonly dueProvisional: boolean;
  readonly events: readonly RecordedEvent[];
}

export interface RecordedEvent extends CaseEvent {
  readonly id: string;
  /** About days of a closed period: not in its frozen figures. */
  readonly late: boolean;
}

/** Pure but for ids. Events of one transaction are ordered by their ids. */
export function caseWrite({ ids }: Deps, cut: Cut, calendar: WorkCalendar, change: CaseChange): CaseWrite {
  const { picture } = change;
  const { longitude, latitude } = picture;
  const fact = factOf(picture, calendar);
  return {
    ...change,
    stage: stageOf(picture),
    tile: longitude === null || latitude === null ? null : tileOf(longitude, latitude),
    fact,
    dueProvisional: isDueProvisional(picture, fact.dueAt, calendar),
    events: change.events.map((event) => ({ ...event, id: ids.next(), late: isLate(cut, event, picture) })),
  };
}

/** A step that happened in a closed period, or a correction of a case reported in one. The same in SQL: api.case_event. */
const isLate = (cut: Cut, event: CaseEvent, { reportedAt }: CasePicture): boolean =>
  isFrozenAt(cut, event.kind === 'corrected' ? reportedAt : event.occurredAt);
