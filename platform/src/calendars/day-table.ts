import { dayKind, isSettled, type DayKind, type WorkCalendar } from './calendar.ts';
import { hoursFaults, minutesOfDay, periodsOn } from './hours.ts';
import { civilDayNumber, dayNumberOf, dayText, wallInstant } from './zone.ts';

/** One civil day as the clock sees it; instants in ms. */
export interface TableDay {
  readonly kind: DayKind;
  readonly settled: boolean;
  readonly start: number;
  /** Working spans of the day, empty on a free day. */
  readonly spans: readonly (readonly [from: number, to: number])[];
  /** Working ms from a fixed day up to the start of this one; negative before that day. */
  readonly before: number;
  /** Unsettled days from the same fixed day up to this one, itself left out. */
  readonly unsettledBefore: number;
}

/** Days of a calendar laid out once, so that a deadline is two look-ups and a binary search. Days go by their number. */
export interface DayTable {
  readonly calendar: WorkCalendar;
  /** Number of the day an instant falls on. RangeError outside 1970–2199. */
  numberAt(instant: number): number;
  day(dayNumber: number): TableDay;
  /** Last day, at or after `from`, whose `before` is less than `working`: the day on which that time is used up. */
  dayReaching(from: number, working: number): number;
}

const FIRST_DAY = dayNumberOf('1970-01-01');
const END_DAY = dayNumberOf('2200-01-01');
const tables = new WeakMap<WorkCalendar, DayTable>();

/** The table of a calendar object, made on first use and grown in both directions as questions reach further. */
export function dayTable(calendar: WorkCalendar): DayTable {
  const known = tables.get(calendar);
  if (known !== undefined) return known;
  const table = buildTable(calendar);
  tables.set(calendar, table);
  return table;
}

function buildTable(calendar: WorkCalendar): DayTable {
  const [fault] = hoursFaults(calendar);
  if (fault !== undefined)
    throw new RangeError(`not the hours of a calendar: ${fault.reason.code} at ${fault.path.join('.')}`);
  const base = dayNumberOf(`${Math.min(2026, ...calendar.publishedYears)}-01-01`);
  /** Days from `base` on, and days before it, nearest first: sums already handed out never change. */
  const later: TableDay[] = [];
  const earlier: TableDay[] = [];

  const lay = (number: number): Omit<TableDay, 'before' | 'unsettledBefore'> => {
    const text = dayText(number);
    const kind = dayKind(calendar, text);
    const at = (clock: string): number => wallInstant(number, minutesOfDay(clock), calendar.zone);
    const worked = kind === 'workday' || kind === 'makeup';
    const periods = worked ? periodsOn(calendar, text) : [];
    const spans = periods.map(([from, to]) => [at(from), at(to)] as const);
    return { kind, settled: isSettled(calendar, text), start: at('00:00'), spans };
  };
  const appendLater = (): void => {
    const last = later.at(-1);
    later.push({
      ...lay(base + later.length),
      before: last === undefined ? 0 : last.before + workingOf(last),
      unsettledBefore: last === undefined ? 0 : last.unsettledBefore + (last.settled ? 0 : 1),
    });
  };
  const appendEarlier = (): void => {
    const next = earlier.at(-1) ?? { before: 0, unsettledBefore: 0 };
    const day = lay(base - 1 - earlier.length);
    earlier.push({
      ...day,
      before: next.before - workingOf(day),
      unsettledBefore: next.unsettledBefore - (day.settled ? 0 : 1),
    });
  };
  const day = (number: number): TableDay => {
    if (!(number >= FIRST_DAY && number < END_DAY)) throw new RangeError('only the years 1970 to 2199 have a calendar');
    while (later.length <= number - base) appendLater();
    while (earlier.length < base - number) appendEarlier();
    return number >= base ? later[number - base]! : earlier[base - 1 - number]!;
  };

  return {
    calendar,
    day,
    numberAt: (instant) => civilDayNumber(instant, calendar.zone),
    dayReaching(from, working) {
      let high = from + 1;
      for (let step = 1; day(high).before < working; step *= 2) high = Math.min(high + step, END_DAY);
      let low = from;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (day(middle).before < working) low = middle;
        else high = middle;
      }
      return low;
    },
  };
}

/** Working ms of a day. */
export function workingOf(day: Pick<TableDay, 'spans'>): number {
  return day.spans.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** Working ms of a day before an instant. */
export function workingUpTo(day: TableDay, instant: number): number {
  return day.spans.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, instant) - from), 0);
}
