import type { Scheme } from '../scheme/compile-scheme.ts';
import { amount, type CountedFact } from '../scheme/conditions.ts';
import { basisOf, counterOf, type CounterName } from '../scheme/counters.ts';
import type { CellCount } from '../scheme/evaluate.ts';
import type { Basis } from '../scheme/scheme-document.ts';
import { belongs, countsIn, isBacklog, type Window } from '../period/window.ts';

/** A unit grid cell that is judged. */
export interface Cell {
  readonly id: number;
  readonly areaClass: 1 | 2;
}

/** What a scheme needs to know about one county and one period. */
export interface Figures {
  readonly counters: Readonly<Partial<Record<CounterName, number>>>;
  readonly cells: Readonly<Partial<Record<CounterName, readonly CellCount[]>>>;
  /** False where not one case was reported in the period: silence. */
  readonly reported: boolean;
}

/** Figures together with the cases each counter counted, in order of their ids. */
export interface ListedFigures extends Figures {
  readonly lists: Readonly<Partial<Record<CounterName, readonly string[]>>>;
}

/** Counts facts one by one in memory: the way of closing and of replay. Facts may come in any order. */
export function figuresOf(
  scheme: Scheme,
  window: Window,
  facts: Iterable<CountedFact>,
  cells: readonly Cell[],
  asOf: Date,
): ListedFigures {
  const counters: Partial<Record<CounterName, number>> = {};
  const lists: Partial<Record<CounterName, string[]>> = {};
  const perCell = new Map<CounterName, Map<number, number>>(scheme.cellCounters.map((name) => [name, new Map()]));
  for (const name of scheme.counters) {
    counters[name] = 0;
    lists[name] = [];
  }
  let reported = false;
  for (const fact of facts) {
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
  const histograms = [...perCell].map(([name, counted]) => [name, histogram(cells, counted)] as const);
  return { counters, lists, cells: Object.fromEntries(histograms), reported };
}

function histogram(cells: readonly Cell[], counted: ReadonlyMap<number, number>): CellCount[] {
  const groups = new Map<string, { areaClass: 1 | 2; count: number; cells: number }>();
  for (const { id, areaClass } of cells) {
    const count = counted.get(id) ?? 0;
    const key = `${areaClass} ${count}`;
    const group = groups.get(key) ?? { areaClass, count, cells: 0 };
    group.cells++;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => a.areaClass - b.areaClass || a.count - b.count);
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
