import { roundedAs, type Scheme } from '../scheme/compile-scheme.ts';
import { printContributions } from '../scheme/evaluate.ts';
import { Fraction, printDecimal, printParts } from '../scheme/exact.ts';
import { weigh, type Weighted } from '../scheme/weigh.ts';

/** What a part of a weighted sum could earn, and what of that it did not, printed. */
export interface LostPoints {
  readonly full: string;
  readonly lost: string;
}

/** Points of a score that nothing was lost of (evaluation.md §5: every part is given 0–100 points). */
export const FULL_POINTS = new Fraction(100);

/** What a printed score of 100 points has lost: to its own decimals. */
export const lostOf = (printed: string): string =>
  printDecimal(FULL_POINTS.sub(printed), printed.split('.')[1]?.length ?? 0, 'down');

/**
 * Full and lost points of each part of a weighted sum; null for a part that is left out, and for all where the sum has no data.
 * Printed like the contributions: a part's full points are what it earned and what it lost, the lost points of all add up to
 * 100 less the printed sum, and a part that lost nothing prints 0. A part above 100 points has lost less than nothing.
 */
export function printLost(
  scheme: Pick<Scheme, 'document'>,
  name: string,
  definition: Weighted,
  pointsOf: (name: string) => Fraction | null,
  onlyBacklog: boolean,
): (LostPoints | null)[] {
  const { parts, missing } = weigh(definition, pointsOf, onlyBacklog);
  if (missing !== null) return parts.map(() => null);
  const { decimals } = roundedAs(scheme.document, name, 'points');
  const counted = parts.flatMap((part) => (part === null ? [] : [part]));
  const earned = printContributions(scheme, name, definition, pointsOf, onlyBacklog).flatMap((each) => each ?? []);
  const sum = earned.reduce((total, each) => total.add(each), new Fraction(0));
  // Of equal remainders the first is raised in what was earned, and so the last in what was lost: together they are whole.
  const lost = printParts(
    counted.map(({ share, contribution }) => share.mul(FULL_POINTS).sub(contribution)).toReversed(),
    lostOf(printDecimal(sum, decimals, 'down')),
    decimals,
  ).toReversed();
  const each = counted.map((_, index) => ({
    full: printDecimal(new Fraction(earned[index]!).add(lost[index]!), decimals, 'down'),
    lost: lost[index]!,
  }));
  return parts.map((part) => (part === null ? null : (each.shift() ?? null)));
}
