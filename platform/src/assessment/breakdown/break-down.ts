import type { CounterName } from '../scheme/counters.ts';
import { Fraction, printParts, printRounded, type RoundedAs } from '../scheme/exact.ts';
import type { Sides, Term } from '../scheme/sides.ts';
import type { CountedGroup } from './count-groups.ts';

/** One group of the cases behind a rate. */
export interface BrokenGroup {
  readonly key: string | null;
  readonly numerator: number;
  readonly denominator: number;
  /** As printed; null where the group has nothing to divide by. */
  readonly rate: string | null;
  /** Points of the score that were lost by the cases of the group; null where nobody can say. Below 0: it makes up for others. */
  readonly lost: string | null;
}

export interface Breakdown {
  /** Those that cost most first. */
  readonly groups: readonly BrokenGroup[];
  /** All that are not shown, as one; null where there are none. */
  readonly rest: (Omit<BrokenGroup, 'key'> & { readonly count: number }) | null;
  readonly total: Omit<BrokenGroup, 'key'>;
}

/** How the points of a part of the score follow from its rate, as far as they are a plain share of it. */
export interface Stake {
  readonly direction: 'higher' | 'lower';
  /** Points lost of the score, as printed with it. */
  readonly lost: string;
  readonly decimals: number;
}

const MOST = 20;

/**
 * Breaks a rate down by groups of its cases. The lost points of a part are shared out by the cases that cost them: of a rate
 * that should be high those missing in the numerator, of one that should be low those in it. What is printed adds up to the
 * totals, points as well.
 */
export function breakDown(
  counted: readonly CountedGroup[],
  { over, under }: Sides,
  percent: RoundedAs,
  stake: Stake | null,
): Breakdown {
  const missed = ({ numerator, denominator }: Figures): number =>
    stake?.direction === 'lower' ? numerator : denominator - numerator;
  const groups = counted
    .map(({ key, counts }) => ({ key, numerator: sum(counts, over), denominator: sum(counts, under) }))
    .sort((a, b) => missed(b) - missed(a) || b.denominator - a.denominator || order(a.key, b.key));
  const all = joined(groups);
  const costs = sharesOf(groups.map(missed), stake);
  const shown = groups.map((group, index) => ({ ...group, lost: costs?.[index] ?? null }));
  const print = ({ numerator, denominator }: Figures) => ({
    ...{ numerator, denominator },
    rate: denominator === 0 ? null : `${printRounded(new Fraction(numerator).div(denominator).mul(100), percent)}%`,
  });
  const others = shown.slice(MOST);
  return {
    groups: shown.slice(0, MOST).map(({ key, lost, ...figures }) => ({ key, ...print(figures), lost })),
    rest: others.length === 0 ? null : { count: others.length, ...print(joined(others)), lost: added(others, stake) },
    total: { ...print(all), lost: costs === null ? null : (stake?.lost ?? null) },
  };
}

interface Figures {
  readonly numerator: number;
  readonly denominator: number;
}

const sum = (counts: CountedGroup['counts'], terms: readonly Term[]): number =>
  terms.reduce((total, { counter, sign }) => total + sign * (counts[counter] ?? 0), 0);

const joined = (groups: readonly Figures[]): Figures => ({
  numerator: groups.reduce((total, { numerator }) => total + numerator, 0),
  denominator: groups.reduce((total, { denominator }) => total + denominator, 0),
});

/** The lost points, shared out by how many cases of each group cost them; null where they follow from something else. */
function sharesOf(missed: readonly number[], stake: Stake | null): string[] | null {
  if (stake === null) return null;
  const all = missed.reduce((total, each) => total + each, 0);
  if (all === 0) return missed.map(() => printRounded(new Fraction(0), { decimals: stake.decimals, mode: 'down' }));
  const parts = missed.map((each) => new Fraction(stake.lost).mul(each).div(all));
  return printParts(parts, stake.lost, stake.decimals);
}

const added = (groups: readonly { lost: string | null }[], stake: Stake | null): string | null =>
  stake === null
    ? null
    : printRounded(
        groups.reduce((total, { lost }) => total.add(lost ?? 0), new Fraction(0)),
        { decimals: stake.decimals, mode: 'down' },
      );

/** By their keys, what is not known last. */
const order = (a: string | null, b: string | null): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : a.localeCompare(b);

/** Counters of both sides, without repeats. */
export const countersOf = ({ over, under }: Sides): CounterName[] => [
  ...new Set([...over, ...under].map(({ counter }) => counter)),
];
