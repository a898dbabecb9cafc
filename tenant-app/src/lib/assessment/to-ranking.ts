import { grouped } from '#lib/format/number.ts';
import type { IndicatorColumn, IndicatorFigure, RankedRegion } from './ranking.ts';
import { whyNothing } from './begun.ts';
import type { Words } from './scheme.ts';

/** One weighted part of a score, as the platform sends it. */
interface Indicator {
  name: string;
  title: Words;
  weight: string;
  isInferred: boolean;
  value: string | null;
  points: string | null;
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
  return indicators.map(({ name, title, weight, isInferred }) => ({
    key: name,
    name: pick(title),
    weight,
    inferred: isInferred,
  }));
}

/** One region as a ranking of a period shows it. */
export function toRegion(
  region: RegionResult,
  period: { fromDay: string; state: string },
  pick: (words: Words) => string,
): RankedRegion {
  const { result } = region;
  const reason = result === null ? whyNothing(period) : result.noData && pick(result.noData);
  return {
    tenantId: region.tenantId,
    slug: region.slug,
    name: region.name,
    group: region.rankGroup,
    rank: result?.rank ?? null,
    rankOf: result?.rankOf ?? null,
    score: result?.score ?? null,
    grade: result?.grade ?? null,
    reason,
    lastDataAt: result?.lastDataAt ?? null,
    indicators: result?.indicators.map(toFigure) ?? [],
  };
}

const toFigure = ({ name, value, points, numerator, denominator }: Indicator): IndicatorFigure => ({
  key: name,
  value,
  points,
  numerator: numerator && grouped(numerator),
  denominator: denominator && grouped(denominator),
});
