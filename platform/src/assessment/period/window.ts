import type { CountedFact } from '../scheme/conditions.ts';
import { basisOf, counterOf, takesBacklog, type CounterName } from '../scheme/counters.ts';
import { counts } from '../scheme/conditions.ts';
import type { Scheme } from '../scheme/compile-scheme.ts';
import type { Basis } from '../scheme/scheme-document.ts';

/** The civil days a period is counted over; half-open, `YYYY-MM-DD`. */
export interface Window {
  readonly fromDay: string;
  readonly toDay: string;
  /** End of the days whose deadlines have all passed: `toDay` once the period is over, today while it runs. See `belongs`. */
  readonly dueToDay: string;
  /** What other periods of the series have to do with it, by basis; none where nothing was late. */
  readonly late?: Late;
}

/**
 * Every case counts in one period of a series by each basis: that of its day or, where that one was published without it, the
 * next one that is counted (record 0059).
 */
export type Late = Readonly<Partial<Record<Basis, LateCases>>>;

export interface LateCases {
  /** Cases of days that were published without them: they count here. */
  readonly added: ReadonlySet<string>;
  /** Cases of days of this period that another one has counted: they do not count again. */
  readonly counted: ReadonlySet<string>;
}

type Days = Pick<Window, 'fromDay' | 'toDay'>;

/** Window of a period that is over. */
export const wholePeriod = ({ fromDay, toDay }: Days): Window => ({ fromDay, toDay, dueToDay: toDay });

/** Window of a period as seen on a civil day of the city. */
export function windowOf(period: Days, today: string): Window {
  const { fromDay, toDay } = period;
  const dueToDay = today < toDay ? (today < fromDay ? fromDay : today) : toDay;
  return { fromDay, toDay, dueToDay };
}

/** Whether some day of the period is not over. */
export const runs = ({ dueToDay, toDay }: Window): boolean => dueToDay < toDay;

/** End of the days of a basis on which every case belongs: an open case whose deadline is today or later waits for its day. */
export const endOf = (window: Window, basis: Basis): string =>
  basis === 'disposal_due' ? window.dueToDay : window.toDay;

const DAY_OF: Readonly<Record<Basis, (fact: CountedFact) => string | null>> = {
  reported: (fact) => fact.reportedDay,
  filed: (fact) => fact.filedDay,
  disposal_due: (fact) => fact.dueDay,
  closed: (fact) => fact.closedDay,
};

export const dayOf = (fact: CountedFact, basis: Basis): string | null => DAY_OF[basis](fact);

/** Column of biz.case_fact with the day of a basis. */
export const DAY_COLUMN: Readonly<Record<Basis, string>> = {
  reported: 'reported_day',
  filed: 'filed_day',
  disposal_due: 'due_day',
  closed: 'closed_day',
};

export const isWithin = (day: string | null, from: string, to: string): boolean =>
  day !== null && day >= from && day < to;

/** Whether a fact falls into the window by a basis. A case that is closed is decided, whenever it was due. */
export function belongs(fact: CountedFact, basis: Basis, window: Window): boolean {
  const day = dayOf(fact, basis);
  const late = window.late?.[basis];
  if (late?.added.has(fact.caseId) === true) return true;
  if (late?.counted.has(fact.caseId) === true) return false;
  return (
    isWithin(day, window.fromDay, endOf(window, basis)) || (basis === 'disposal_due' && isClosedAhead(fact, window))
  );
}

/** Closed, and due on a day of the period that is not over. */
const isClosedAhead = ({ dueDay, closedAt }: CountedFact, { dueToDay, toDay }: Window): boolean =>
  closedAt !== null && isWithin(dueDay, dueToDay, toDay);

/** Whether a counter of the scheme counts a case in the window: by belonging, or as backlog where the scheme keeps it. */
export function countsIn(scheme: Scheme, name: CounterName, fact: CountedFact, window: Window, asOf: Date): boolean {
  const { document } = scheme;
  if (!counts(counterOf(name, document), fact, asOf)) return false;
  if (belongs(fact, basisOf(name, document), window)) return true;
  return document.backlog.kept && takesBacklog(name) && isBacklog(fact, window);
}

/** Due before the window and still open. */
export function isBacklog(fact: CountedFact, window: Window): boolean {
  return fact.dueDay !== null && fact.dueDay < window.fromDay && fact.closedAt === null;
}
