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
  /** Our reading, not the source's word. */
  inferred: boolean;
}

export interface RankingGroup {
  key: RankedRegion['group'];
  regions: RankedRegion[];
}

/** Groups apart, best first, those without a rank last in the order they came. */
export function groupRegions(regions: RankedRegion[]): RankingGroup[] {
  const order = (region: RankedRegion): number => region.rank ?? Number.POSITIVE_INFINITY;
  return (['county', 'zone'] as const)
    .map((key) => ({
      key,
      regions: regions.filter((region) => region.group === key).sort((a, b) => order(a) - order(b)),
    }))
    .filter((group) => group.regions.length > 0);
}
