import type { CountedFact } from '../scheme/conditions.ts';
import { basisOf, counterOf, takesBacklog, type CounterName } from '../scheme/counters.ts';
import { counts } from '../scheme/conditions.ts';
import type { Scheme } from '../scheme/compile-scheme.ts';
import type { Basis } from '../scheme/scheme-document.ts';

/** The civil days a period is counted over; half-open, `YYYY-MM-DD`. */
export interface Window {
  readonly fromDay: string;
  readonly toDay: string;
  /** End of the days whose deadlines have all passed: `toDay` once the period is over, today while it runs. */
  readonly dueToDay: string;
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

/** End of the window for a basis: a deadline of later today has not passed, so it waits for tomorrow. */
export const endOf = (window: Window, basis: Basis): string =>
  basis === 'disposal_due' ? window.dueToDay : window.toDay;

const DAY_OF: Readonly<Record<Basis, (fact: CountedFact) => string | null>> = {
  reported: (fact) => fact.reportedDay,
  filed: (fact) => fact.filedDay,
  disposal_due: (fact) => fact.dueDay,
  closed: (fact) => fact.closedDay,
};

/** Column of biz.case_fact with the day of a basis. */
export const DAY_COLUMN: Readonly<Record<Basis, string>> = {
  reported: 'reported_day',
  filed: 'filed_day',
  disposal_due: 'due_day',
  closed: 'closed_day',
};

export const isWithin = (day: string | null, from: string, to: string): boolean =>
  day !== null && day >= from && day < to;

/** Whether a fact falls into the window by a basis. */
export function belongs(fact: CountedFact, basis: Basis, window: Window): boolean {
  return isWithin(DAY_OF[basis](fact), window.fromDay, endOf(window, basis));
}

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
