import { message, type Message } from '../kernel/message.ts';
import { dayNumberOf, isDay } from './zone.ts';

/** Working periods of a day, in order, not overlapping: [["08:00","12:00"],["14:00","18:00"]]. */
export type Periods = readonly (readonly [from: string, to: string])[];

/** A part of every year with periods of its own (夏令时作息): from its first to its last day, `MM-DD`; it may pass the year's end. */
export interface Season {
  readonly from: string;
  readonly to: string;
  readonly periods: Periods;
}

/** When people work on a day that is worked. */
export interface Hours {
  readonly periods: Periods;
  /** Seasons in which other periods hold. */
  readonly seasons: readonly Season[];
}

/** Working periods of 运城, the only ones read in a source (workflow.md §5). */
export const DEFAULT_HOURS: Hours = {
  periods: [
    ['08:00', '12:00'],
    ['14:00', '18:00'],
  ],
  seasons: [],
};

/** The periods that hold on a civil day, `YYYY-MM-DD`, if it is worked. */
export function periodsOn({ periods, seasons }: Hours, day: string): Periods {
  const inYear = day.slice(5);
  return seasons.find((season) => covers(season, inYear))?.periods ?? periods;
}

/** "08:30" → 510. RangeError for anything but HH:MM up to 24:00. */
export function minutesOfDay(clock: string): number {
  const match = /^(\d{2}):([0-5]\d)$/.exec(clock);
  const minutes = match === null ? NaN : Number(match[1]) * 60 + Number(match[2]);
  if (!(minutes <= 1440)) throw new RangeError(`not a time of day: ${clock}`);
  return minutes;
}

/** What is wrong with hours, and where: keys and indexes from their top. */
export interface HoursFault {
  readonly path: readonly (string | number)[];
  readonly reason: Message;
}

/** Periods in the wrong order, seasons that share a day, a day no year has. Times must be HH:MM, days MM-DD. */
export function hoursFaults({ periods, seasons }: Hours): HoursFault[] {
  const faults = periodFaults(periods, ['periods']);
  seasons.forEach((season, n) => {
    const at = ['seasons', n];
    for (const key of ['from', 'to'] as const) {
      const day = season[key];
      if (!isDay(`${LEAP_YEAR}-${day}`)) faults.push({ path: [...at, key], reason: message('hours.no-day', { day }) });
    }
    faults.push(...periodFaults(season.periods, [...at, 'periods']));
    const shared = seasons.slice(0, n).find((other) => DAYS.some((day) => covers(other, day) && covers(season, day)));
    if (shared === undefined) return;
    const { from, to } = shared;
    faults.push({ path: at, reason: message('hours.seasons-share', { from, to }) });
  });
  return faults;
}

const LEAP_YEAR = 2024;
/** Every day a year may have, `MM-DD`. */
const DAYS = Array.from({ length: 366 }, (_, n) =>
  new Date((dayNumberOf(`${LEAP_YEAR}-01-01`) + n) * 86_400_000).toISOString().slice(5, 10),
);

const covers = ({ from, to }: Season, day: string): boolean =>
  from <= to ? from <= day && day <= to : from <= day || day <= to;

function periodFaults(periods: Periods, at: readonly (string | number)[]): HoursFault[] {
  if (periods.length === 0) return [{ path: at, reason: message('hours.none') }];
  const faults: HoursFault[] = [];
  let last = 0;
  periods.forEach(([from, to], n) => {
    const [start, end] = [minutesOfDay(from), minutesOfDay(to)];
    if (end <= start) faults.push({ path: [...at, n], reason: message('hours.ends-first', { from, to }) });
    else if (start < last) faults.push({ path: [...at, n], reason: message('hours.overlap', { from, to }) });
    last = Math.max(last, end);
  });
  return faults;
}
