import type { ResultOf } from 'gql.tada';
import { sameScheme } from '#lib/assessment/change.ts';
import { isInForce, isPublished } from '#lib/assessment/published.ts';
import { plain } from '#lib/format/decimal.ts';
import type { ScoreHistory } from './history.queries.ts';

type Result = ResultOf<typeof ScoreHistory>['tenantResults']['nodes'][number];
export type HistoryPeriod = NonNullable<Result['period']>;
type Indicator = Result['indicators'][number];

/** How many periods are shown. */
const MOST = 12;

/** One period of a region. */
export interface HistoryRow {
  period: HistoryPeriod;
  published: boolean;
  /** Computed by another scheme than the period before it in the list. */
  schemeChanged: boolean;
  score: string | null;
  rank: number | null;
  rankOf: number | null;
  rankGroup: string | null;
  indicators: Indicator[];
}

export interface History {
  /** The first period first. */
  rows: HistoryRow[];
  /** Every indicator of any of them: those of the latest scheme first. */
  columns: { name: string; title: Indicator['title'] }[];
}

/** The last twelve periods of a series that a region has figures of: published ones as they were frozen, an open one as it stands. */
export function toHistory(results: readonly Result[], series: string): History {
  const known = results.flatMap(({ period, ...result }) =>
    period === null || period.series !== series || !isInForce(period, result)
      ? []
      : [{ ...result, period, published: isPublished(period) }],
  );
  const rows = known
    .toSorted((a, b) => a.period.fromDay.localeCompare(b.period.fromDay))
    .slice(-MOST)
    .map((row, index, all) => {
      const before = all[index - 1];
      return { ...row, schemeChanged: before !== undefined && !sameScheme(before.period, row.period) };
    });
  // A later title of an indicator takes the place of an earlier one, at the place the latest scheme gives it.
  const columns = new Map<string, Indicator['title']>();
  for (const { indicators } of rows.toReversed()) {
    for (const { name, title } of indicators) if (!columns.has(name)) columns.set(name, title);
  }
  return { rows, columns: [...columns].map(([name, title]) => ({ name, title })) };
}

/** One line of a chart: a figure for every period, null where there is none. */
export interface Line {
  title: Indicator['title'] | null;
  values: (number | null)[];
}

/** The score, and the value of every indicator, as lines; the score has no title of the scheme. */
export function linesOf({ rows, columns }: History): Line[] {
  const number = (printed: string | null | undefined): number | null =>
    printed == null ? null : Number(plain(printed));
  return [
    { title: null, values: rows.map(({ score }) => number(score)) },
    ...columns.map(({ name, title }) => ({
      title,
      values: rows.map(({ indicators }) => number(indicators.find((one) => one.name === name)?.value)),
    })),
  ];
}
