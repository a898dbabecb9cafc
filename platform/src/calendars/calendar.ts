import type { Hours } from './hours.ts';
import { dayNumberOf, dayText } from './zone.ts';

/** Exceptions to the week: `off` = nobody works, `makeup` = a weekend day that is worked (调休上班). */
export type ExceptionKind = 'off' | 'makeup';
export type DayKind = 'workday' | 'makeup' | 'weekend' | 'holiday';

/** Working time of a tenant. One object per version: look-ups are remembered for the object. */
export interface WorkCalendar extends Hours {
  readonly id: string;
  readonly version: number;
  /** IANA name, e.g. Asia/Shanghai. */
  readonly zone: string;
  /** Years whose holiday notice is in. */
  readonly publishedYears: readonly number[];
  /** `YYYY-MM-DD` → exception. */
  readonly days: ReadonlyMap<string, ExceptionKind>;
}

/** Which calendar, in which of its versions. */
export type CalendarVersion = Pick<WorkCalendar, 'id' | 'version'>;

/** What a civil day is: the notice decides, else the week. */
export function dayKind(calendar: WorkCalendar, day: string): DayKind {
  const exception = calendar.days.get(day);
  if (exception === 'makeup') return 'makeup';
  const weekday = (dayNumberOf(day) + 4) % 7;
  const weekend = weekday === 0 || weekday === 6;
  if (exception === 'off') return 'holiday';
  return weekend ? 'weekend' : 'workday';
}

/**
 * Whether the notices known to the calendar settle a day. The notice of the next year may still move the last seven days
 * of this one (2018-12-29 and 2011-12-31 were made working days that way), so those wait for it.
 */
export function isSettled(calendar: WorkCalendar, day: string): boolean {
  const year = Number(day.slice(0, 4));
  if (!calendar.publishedYears.includes(year)) return false;
  return day.slice(5) < '12-25' || calendar.publishedYears.includes(year + 1);
}

/** Whether some day from `fromDay` up to, not including, `toDay` waits for a notice: deadlines on it may still move. */
export function waitsForNotice(calendar: WorkCalendar, fromDay: string, toDay: string): boolean {
  const end = dayNumberOf(toDay);
  for (let day = dayNumberOf(fromDay); day < end; day += 1) if (!isSettled(calendar, dayText(day))) return true;
  return false;
}
