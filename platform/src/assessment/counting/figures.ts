import type { Scheme } from '../scheme/compile-scheme.ts';
import { amount, type CountedFact } from '../scheme/conditions.ts';
import { basisOf, counterOf, type CounterName } from '../scheme/counters.ts';
import type { CellCount } from '../scheme/evaluate.ts';
import { histogram, type Grid } from './grid.ts';
import type { Basis } from '../scheme/scheme-document.ts';
import { belongs, countsIn, isBacklog, type Window } from '../period/window.ts';

/** What a scheme needs to know about one county and one period. */
export interface Figures {
  readonly counters: Readonly<Partial<Record<CounterName, number>>>;
  readonly cells: Readonly<Partial<Record<CounterName, readonly CellCount[]>>>;
  /** False where not one case was reported in the period: silence. */
  readonly reported: boolean;
}

/** Figures together with the cases each counter counted, in order of their ids. */
export interface ListedFigures extends Figures {
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** Name of the list of all cases that belonged to a period by a basis, whatever counters say of them: what it has counted. */
export const listOfBasis = (basis: Basis | ''): string => `belongs.${basis}`;

/**
 * Counts facts one by one in memory: the way of closing and of replay. Facts may come in any order. The first rules kept no
 * lists by basis.
 */
export function figuresOf(
  scheme: Scheme,
  window: Window,
  facts: Iterable<CountedFact>,
  grid: Grid,
  asOf: Date,
  rules: 1 | 2,
): ListedFigures {
  const counters: Partial<Record<CounterName, number>> = {};
  const lists: Record<string, string[]> = {};
  const bases = rules === 1 ? [] : basesOf(scheme);
  for (const basis of bases) lists[listOfBasis(basis)] = [];
  const perCell = new Map<CounterName, Map<number, number>>(scheme.cellCounters.map((name) => [name, new Map()]));
  for (const name of scheme.counters) {
    counters[name] = 0;
    lists[name] = [];
  }
  let reported = false;
  for (const fact of facts) {
    for (const basis of bases) if (belongs(fact, basis, window)) lists[listOfBasis(basis)]!.push(fact.caseId);
    reported ||= belongs(fact, 'reported', window) && !(fact.selfHandled && fact.voidedAt !== null);
    for (const name of scheme.counters) {
      if (!countsIn(scheme, name, fact, window, asOf)) continue;
      counters[name] = counters[name]! + amount(counterOf(name, scheme.document), fact);
      lists[name]!.push(fact.caseId);
      const cellCounts = perCell.get(name);
      if (cellCounts !== undefined && fact.cellId !== null) {
        cellCounts.set(fact.cellId, (cellCounts.get(fact.cellId) ?? 0) + 1);
      }
    }
  }
  for (const list of Object.values(lists)) list.sort();
  const histograms = [...perCell].map(([name, counted]) => [name, histogram(grid, counted)] as const);
  return { counters, lists, cells: Object.fromEntries(histograms), reported };
}

/** Bases by which some counter of the scheme lets cases belong; `reported` always, to know about silence. */
export function basesOf(scheme: Scheme): Basis[] {
  return [...new Set<Basis>(['reported', ...scheme.counters.map((name) => basisOf(name, scheme.document))])].sort();
}

/** Whether a fact can matter to the figures at all; the rest need not be kept in memory. */
export function matters(scheme: Scheme, bases: readonly Basis[], fact: CountedFact, window: Window): boolean {
  return (
    bases.some((basis) => belongs(fact, basis, window)) || (scheme.document.backlog.kept && isBacklog(fact, window))
  );
}
