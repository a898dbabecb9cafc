import type { LimitUnit } from './limit-units.ts';
import type { WorkCalendar } from './calendar.ts';
import { minutesOfDay } from './hours.ts';

/** A limit as printed: "1.5" of a unit. */
export interface Limit {
  /** Decimal, at most four digits on either side of the point; kept as text so that nothing is rounded. */
  readonly value: string;
  readonly unit: LimitUnit;
}

const SHAPE = /^(\d{1,4})(?:\.(\d{1,4}))?$/;
const HOUR_MS = 3_600_000;

/** Whether a limit value can be used for a deadline: up to four digits, then up to four decimals. */
export const isLimitValue = (value: string): boolean => SHAPE.test(value);

/** True where only working time counts (工作时, 工作日); the other four run through nights, weekends and holidays. */
export const isWorkingUnit = (unit: LimitUnit): boolean => unit === 'working_hour' || unit === 'working_day';

/**
 * Working time that a working day of a limit stands for, in ms: the sum of the calendar's periods outside its seasons (8 hours
 * by default), in every season. 工作日 = 8 working hours, a setting: codes.md §9.
 */
export function workingDayMs(calendar: WorkCalendar): number {
  return calendar.periods.reduce((sum, [from, to]) => sum + (minutesOfDay(to) - minutesOfDay(from)) * 60_000, 0);
}

/**
 * Length of a limit in ms of the clock it runs on (working time or wall clock), half up to a whole ms.
 * Units: codes.md §9. RangeError for a value `isLimitValue` refuses.
 */
export function limitMs(calendar: WorkCalendar, limit: Limit): number {
  const match = SHAPE.exec(limit.value);
  if (match === null) throw new RangeError(`not a limit: ${limit.value}`);
  const decimals = match[2] ?? '';
  const scale = 10 ** decimals.length;
  const digits = Number(match[1]! + decimals);
  return Math.floor((digits * unitMs(calendar, limit.unit) * 2 + scale) / (scale * 2));
}

function unitMs(calendar: WorkCalendar, unit: LimitUnit): number {
  switch (unit) {
    case 'urgent_hour':
    case 'clock_hour':
    case 'working_hour':
      return HOUR_MS;
    case 'urgent_day':
    case 'calendar_day':
      return 24 * HOUR_MS;
    case 'working_day':
      return workingDayMs(calendar);
  }
}
