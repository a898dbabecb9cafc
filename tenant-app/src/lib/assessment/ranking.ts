import { gapsOf, type Change } from './change.ts';

/** What a ranking shows of one region. Figures arrive printed: nothing is rounded here. */
export interface RankedRegion {
  tenantId: number;
  slug: string;
  name: string;
  group: 'county' | 'zone';
  /** Null: not ranked, and `reason` says why. */
  rank: number | null;
  rankOf: number | null;
  score: string | null;
  /** What the score has lost of 100 points; null where nobody can say. */
  lost: string | null;
  /** Points to the next better score of its group; null for the best, and without a rank. */
  gap: string | null;
  /** Against the last published period; null without a score. */
  change: Change | null;
  grade: string | null;
  reason: string | null;
  lastDataAt: string | null;
  indicators: IndicatorFigure[];
}

/** One indicator of a region. */
export interface IndicatorFigure {
  key: string;
  /** As printed: `96.18 %`, `4`; null = no data. */
  value: string | null;
  points: string | null;
  /** Points of the score it brought and could have brought, and the difference. All of them add up to those of the region. */
  contribution: string | null;
  full: string | null;
  lost: string | null;
  /** Counts beside a rate, printed. */
  numerator: string | null;
  denominator: string | null;
}

/** One column of the ranking: an indicator of the scheme. */
export interface IndicatorColumn {
  key: string;
  name: string;
  /** `40 %` */
  weight: string;
  /** Which values earn more points; null where its bands rise and fall. */
  direction: 'higher' | 'lower' | null;
}

export interface RankingGroup {
  key: RankedRegion['group'];
  regions: RankedRegion[];
}

/** Groups apart, best first, those without a rank last in the order they came; each with its gap to the next of its group. */
export function groupRegions(regions: Omit<RankedRegion, 'gap'>[]): RankingGroup[] {
  const order = ({ rank }: Pick<RankedRegion, 'rank'>): number => rank ?? Number.POSITIVE_INFINITY;
  return (['county', 'zone'] as const)
    .map((key) => {
      const group = regions.filter((region) => region.group === key);
      const gaps = gapsOf(group);
      const ranked = group.map((region) => ({ ...region, gap: gaps.get(region.tenantId) ?? null }));
      return { key, regions: ranked.sort((a, b) => order(a) - order(b)) };
    })
    .filter((group) => group.regions.length > 0);
}
