import type { WorkCalendar } from '../calendars/calendar.ts';
import { tileOf } from '../geography/tile.ts';
import { clockOf, type Clock } from './clock.ts';
import type { CaseEvent } from './events.ts';
import { factOf, limitOf, type CaseFact } from './fact.ts';
import type { ProjectedCase } from './project.ts';
import type { StepDue } from './step-due.ts';
import { dueOf, runningTurn, stepTurns, type StepTurn } from './step-turns.ts';

/** What biz.case, biz.case_fact and biz.case_turn hold of a case: what its events add up to, and what follows from it under a calendar. */
export interface CaseRow extends Pick<ProjectedCase, 'picture' | 'state'> {
  readonly tile: number | null;
  /** The disposal clock, which assessment judges. */
  readonly clock: Clock;
  /** The clocks of all steps, the disposal among them. */
  readonly turns: readonly StepTurn[];
  /** Of the step that runs; null while none does or its clock stands. */
  readonly stepDue: StepDue;
  /** When a suspension that goes on ends. */
  readonly resumeAt: Date | null;
  readonly fact: CaseFact;
}

/** The one way from events to rows: of every writer, of the replay of a period, and of the rebuild. */
export function caseRow(calendar: WorkCalendar, projected: Omit<ProjectedCase, 'baton' | 'version'>): CaseRow {
  const { picture, state, occurrences, events } = projected;
  const { longitude, latitude } = picture;
  const clock = clockOf(occurrences, limitOf(picture), calendar);
  const tile = longitude === null || latitude === null ? null : tileOf(longitude, latitude);
  const turns = stepTurns(calendar, events, clock);
  const running = runningTurn(turns, state);
  return {
    ...{ picture, state, tile, clock, turns, fact: factOf(projected, clock, calendar) },
    stepDue: running === undefined || running.dueAt === null ? NO_DUE : dueOf(calendar, running),
    resumeAt: state === 'suspended' ? resumeAtOf(events) : null,
  };
}

const NO_DUE: StepDue = { dueAt: null, warnAt: null };

function resumeAtOf(events: readonly CaseEvent[]): Date | null {
  const resumeAt = events.findLast(({ kind }) => kind === 'suspended')?.data.resumeAt;
  return typeof resumeAt === 'string' ? new Date(resumeAt) : null;
}
