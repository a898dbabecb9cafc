import { grouped } from '#lib/format/number.ts';
import { changeOf, type ComparedPeriod } from './change.ts';
import type { IndicatorColumn, IndicatorFigure, RankedRegion } from './ranking.ts';
import { whyNothing } from './begun.ts';
import type { Words } from './scheme.ts';

/** One weighted part of a score, as the platform sends it. */
interface Indicator {
  name: string;
  title: Words;
  weight: string;
  direction: string | null;
  value: string | null;
  points: string | null;
  contribution: string | null;
  full: string | null;
  lost: string | null;
  numerator: string | null;
  denominator: string | null;
}

/** A county or zone, with its result of the period when there is one. */
export interface RegionResult {
  tenantId: number;
  slug: string;
  name: string;
  rankGroup: 'county' | 'zone';
  result: {
    score: string | null;
    lost: string | null;
    grade: string | null;
    rank: number | null;
    rankOf: number | null;
    lastDataAt: string | null;
    noData: Words | null;
    indicators: Indicator[];
  } | null;
}

/** The indicators of a group, in the order of the scheme; none before anything of the group was counted. */
export function columnsOf(group: RegionResult[], pick: (words: Words) => string): IndicatorColumn[] {
  const indicators = group.find(({ result }) => result !== null)?.result?.indicators ?? [];
  return indicators.map(({ name, title, weight, direction }) => ({
    key: name,
    name: pick(title),
    weight,
    direction: direction === 'higher' || direction === 'lower' ? direction : null,
  }));
}

/** The last published period, and how everybody stood in it. */
export interface Before {
  period: ComparedPeriod;
  standings: { tenantId: number; rankGroup: string | null; rank: number | null; score: string | null }[];
}

/** One region as a ranking of a period shows it; `before` is null where nothing was published earlier. */
export function toRegion(
  region: RegionResult,
  period: { fromDay: string; state: string },
  before: Before | null,
  pick: (words: Words) => string,
): Omit<RankedRegion, 'gap'> {
  const { result } = region;
  const earlier = before?.standings.find(({ tenantId }) => tenantId === region.tenantId);
  const reason = result === null ? whyNothing(period) : result.noData && pick(result.noData);
  return {
    tenantId: region.tenantId,
    slug: region.slug,
    name: region.name,
    group: region.rankGroup,
    rank: result?.rank ?? null,
    rankOf: result?.rankOf ?? null,
    score: result?.score ?? null,
    lost: result?.lost ?? null,
    change: result && changeOf({ ...result, rankGroup: region.rankGroup }, earlier, before?.period ?? null),
    grade: result?.grade ?? null,
    reason,
    lastDataAt: result?.lastDataAt ?? null,
    indicators: result?.indicators.map(toFigure) ?? [],
  };
}

const toFigure = ({ name, numerator, denominator, ...figure }: Indicator): IndicatorFigure => ({
  key: name,
  value: figure.value,
  points: figure.points,
  contribution: figure.contribution,
  full: figure.full,
  lost: figure.lost,
  numerator: numerator && grouped(numerator),
  denominator: denominator && grouped(denominator),
});
