import type { WorkCalendar } from './calendar.ts';
import { dayTable, workingUpTo } from './day-table.ts';
import { isWorkingUnit, limitMs, type Limit } from './limit.ts';
import { pausesOf, type Pause } from './pause.ts';

/** Working time between two instants in ms; 0 when `to` is not after `from`. */
export function workingMs(calendar: WorkCalendar, from: Date | number, to: Date | number): number {
  const table = dayTable(calendar);
  const at = (instant: number): number => {
    const day = table.day(table.numberAt(instant));
    return day.before + workingUpTo(day, instant);
  };
  return Math.max(0, at(Number(to)) - at(Number(from)));
}

/** Working time between two instants in minutes (a fraction where seconds are left). */
export function workingMinutes(calendar: WorkCalendar, from: Date, to: Date): number {
  return workingMs(calendar, from, to) / 60_000;
}

/** Time on the clock a limit runs on: working time or wall clock, in ms. */
export function clockMs(calendar: WorkCalendar, unit: Limit['unit'], from: number, to: number): number {
  return isWorkingUnit(unit) ? workingMs(calendar, from, to) : Math.max(0, to - from);
}

export interface Overrun {
  readonly usedMs: number;
  readonly limitMs: number;
  /** (used − limit) / limit; negative = ahead of the limit; null for a limit of 0. */
  readonly factor: number | null;
}

/**
 * 超期倍数 (evaluation.md §3): how far a finished piece of work ran over its limit, on the limit's own clock, pauses left
 * out. Only asked for work that has ended.
 */
export function overrun(
  calendar: WorkCalendar,
  startedAt: Date,
  endedAt: Date,
  limit: Limit,
  pauses: readonly Pause[] = [],
): Overrun {
  const end = endedAt.getTime();
  let cursor = startedAt.getTime();
  let used = 0;
  for (const pause of pausesOf(pauses, cursor)) {
    used += clockMs(calendar, limit.unit, cursor, Math.min(pause.from, end));
    cursor = Math.min(pause.to, end);
  }
  used += clockMs(calendar, limit.unit, cursor, end);
  const allowed = limitMs(calendar, limit);
  return { usedMs: used, limitMs: allowed, factor: allowed === 0 ? null : (used - allowed) / allowed };
}
