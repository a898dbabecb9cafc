import type { WorkCalendar } from '../calendars/calendar.ts';
import { dueAt } from '../calendars/due-at.ts';
import type { Limit } from '../calendars/limit.ts';
import type { Pause } from '../calendars/pause.ts';

/** Lamps turn yellow when so much of the limit is used (workflow.md §5). */
export const WARN_SHARE = 0.8;

export interface StepDue {
  /** Null without a limit, and while a pause from before it goes on; so is the other. */
  readonly dueAt: Date | null;
  /** When 80 % of the limit and its extensions are used. */
  readonly warnAt: Date | null;
}

/** Deadline and warning moment of a step under its limit. Acts set those of the assignments they give by it. */
export function stepDue(
  calendar: WorkCalendar,
  startedAt: Date,
  limit: Limit | null,
  pauses: readonly Pause[] = [],
  extensions = 0,
): StepDue {
  if (limit === null) return { dueAt: null, warnAt: null };
  return {
    dueAt: dueAt(calendar, startedAt, limit, pauses, extensions),
    warnAt: dueAt(calendar, startedAt, limit, pauses, extensions, WARN_SHARE),
  };
}

export type Lamp = 'green' | 'yellow' | 'red';

/** Green below 80 % of the limit, yellow from there on, red after 100 %; null without a limit. */
export function lampOf(
  { limit, dueAt: due, warnAt }: StepDue & { readonly limit: Limit | null },
  at: Date,
): Lamp | null {
  if (limit === null) return null;
  if (due !== null && at > due) return 'red';
  return warnAt !== null && at >= warnAt ? 'yellow' : 'green';
}
