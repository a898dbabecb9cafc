import { minus, plain } from '#lib/format/decimal.ts';
import type { IndicatorColumn, IndicatorFigure, RankedRegion } from './ranking.ts';

/** One indicator of two regions side by side. */
export interface ComparedIndicator {
  column: IndicatorColumn;
  a: IndicatorFigure | undefined;
  b: IndicatorFigure | undefined;
  /** The figure of the first less that of the second, as printed; null where one has none. */
  difference: string | null;
  /** In points of a percentage. */
  isPercent: boolean;
  /** What that is worth: points of the score that the first has more than the second; null where one has none. */
  points: string | null;
}

const less = (a: string | null | undefined, b: string | null | undefined): string | null =>
  a == null || b == null ? null : minus(plain(a), plain(b));

/** Every indicator of either of two regions, in the order of their schemes. All differences are those of the printed figures. */
export function compareTwo(columns: IndicatorColumn[], a: RankedRegion, b: RankedRegion): ComparedIndicator[] {
  const of = (region: RankedRegion, key: string) => region.indicators.find((one) => one.key === key);
  return columns.map((column) => {
    const [first, second] = [of(a, column.key), of(b, column.key)];
    return {
      ...{ column, a: first, b: second },
      difference: less(first?.value, second?.value),
      isPercent: (first?.value ?? second?.value)?.endsWith('%') ?? false,
      points: less(first?.contribution, second?.contribution),
    };
  });
}

/** How much more the first scored; null where one has no score. */
export const scoreDifference = (a: RankedRegion, b: RankedRegion): string | null => less(a.score, b.score);
