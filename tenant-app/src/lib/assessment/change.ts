import { minus, signOf } from '#lib/format/decimal.ts';
import { isPublished } from './published.ts';

/** How a region stands against the last published period of the series. */
export type Change =
  /** No earlier period was published. */
  | { kind: 'first' }
  /** It had no score then. */
  | { kind: 'no_score'; period: string }
  /** It was ranked among others then: nothing is compared. */
  | { kind: 'other_group'; period: string }
  /** `rank`: places won, below 0 lost; null without a rank on either side. `score`: points more, as printed. */
  | { kind: 'compared'; period: string; rank: number | null; score: string };

/** A period as far as it is compared. */
export interface ComparedPeriod {
  label: string;
  series: string;
  fromDay: string;
  toDay: string;
  state: string;
  schemeId: string;
  schemeVersion: number;
}

interface Standing {
  rankGroup: string | null;
  rank: number | null;
  score: string | null;
}

/** The published period that ended last before one of its series began; null for the first. */
export function previousOf<T extends ComparedPeriod>(periods: readonly T[], of: ComparedPeriod): T | null {
  const earlier = periods.filter((one) => one.series === of.series && isPublished(one) && one.toDay <= of.fromDay);
  return earlier.toSorted((a, b) => b.fromDay.localeCompare(a.fromDay))[0] ?? null;
}

/** Whether two periods are computed by one and the same version of one scheme: only then are figures alike. */
export const sameScheme = (a: ComparedPeriod, b: ComparedPeriod): boolean =>
  a.schemeId === b.schemeId && a.schemeVersion === b.schemeVersion;

/** Null where there is no score to compare. */
export function changeOf(now: Standing, before: Standing | undefined, period: { label: string } | null): Change | null {
  if (now.score === null) return null;
  if (period === null) return { kind: 'first' };
  if (before?.score == null) return { kind: 'no_score', period: period.label };
  if (before.rankGroup !== now.rankGroup) return { kind: 'other_group', period: period.label };
  const rank = now.rank === null || before.rank === null ? null : before.rank - now.rank;
  return { kind: 'compared', period: period.label, rank, score: minus(now.score, before.score) };
}

/** Points to the next better score of the group, by region; null for the best and the unranked. Zero: less than is printed. */
export function gapsOf(regions: readonly { tenantId: number; rank: number | null; score: string | null }[]) {
  const gap = ({ rank, score }: (typeof regions)[number]): string | null => {
    if (rank === null || score === null) return null;
    const better = regions.filter((one) => one.rank !== null && one.rank < rank);
    const next = better.toSorted((a, b) => (b.rank ?? 0) - (a.rank ?? 0))[0];
    return next?.score == null ? null : minus(next.score, score);
  };
  return new Map(regions.map((region) => [region.tenantId, gap(region)]));
}

/** `▲`, `▼` or `—` of a difference. */
export function arrowOf(difference: number | string): '▲' | '▼' | '—' {
  const sign = typeof difference === 'number' ? Math.sign(difference) : signOf(difference);
  return sign > 0 ? '▲' : sign < 0 ? '▼' : '—';
}
