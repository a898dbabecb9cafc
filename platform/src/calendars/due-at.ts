import type { WorkCalendar } from './calendar.ts';
import { dayTable, workingUpTo } from './day-table.ts';
import { isWorkingUnit, limitMs, type Limit } from './limit.ts';
import { pausesOf, type Pause } from './pause.ts';
import { clockMs } from './working-time.ts';

/**
 * The deadline alone, for bulk intake: the same instant `deadline` explains, in about a microsecond.
 *
 * It is the earliest instant at which the limit is used up. A pause adds its time to the limit; one that starts after the
 * deadline changes nothing; while one that started before goes on there is no deadline (null). Each extension adds the limit
 * once more. With a `share`, the instant at which so much of all that is used up. RangeError for a limit value `isLimitValue`
 * refuses and outside the years 1970–2199.
 */
export function dueAt(
  calendar: WorkCalendar,
  startedAt: Date,
  limit: Limit,
  pauses: readonly Pause[] = [],
  extensions = 0,
  share = 1,
): Date | null {
  let cursor = startedAt.getTime();
  let remaining = Math.round(limitMs(calendar, limit) * (1 + extensions) * share);
  for (const pause of pausesOf(pauses, cursor)) {
    const used = clockMs(calendar, limit.unit, cursor, pause.from);
    if (used >= remaining) break;
    if (pause.to === Infinity) return null;
    remaining -= used;
    cursor = pause.to;
  }
  return new Date(isWorkingUnit(limit.unit) ? addWorking(calendar, cursor, remaining) : cursor + remaining);
}

/** Earliest instant at or after `from` by which `working` ms of working time have passed. */
function addWorking(calendar: WorkCalendar, from: number, working: number): number {
  if (working === 0) return from;
  const table = dayTable(calendar);
  const startNumber = table.numberAt(from);
  const startDay = table.day(startNumber);
  const target = startDay.before + workingUpTo(startDay, from) + working;
  const day = table.day(table.dayReaching(startNumber, target));
  let left = target - day.before;
  for (const [start, end] of day.spans) {
    if (left <= end - start) return start + left;
    left -= end - start;
  }
  throw new Error('a day that reaches the target has the working time to do so');
}

/**
 * Whether a deadline may still move: some day between start and deadline waits for a holiday notice, and the limit counts
 * working time.
 */
export function isProvisional(calendar: WorkCalendar, startedAt: Date, dueAt: Date, unit: Limit['unit']): boolean {
  if (!isWorkingUnit(unit)) return false;
  const table = dayTable(calendar);
  const first = table.day(table.numberAt(startedAt.getTime()));
  const last = table.day(table.numberAt(dueAt.getTime()));
  return last.unsettledBefore + (last.settled ? 0 : 1) > first.unsettledBefore;
}
