import { grouped } from '#lib/format/number.ts';
import { percentOf } from './explain.ts';
import { noDataSentence } from './no-data.ts';
import type { IndicatorColumn, IndicatorFigure, RankedRegion } from './ranking.ts';
import type { Evaluation, SchemeDocument, Words } from './scheme.ts';

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
    document: Evaluation;
  } | null;
}

/** The indicators a group is scored by, in the order of the scheme: the weighted parts, or the score alone. */
export function columnsOf(scheme: SchemeDocument, group: string, pick: (words: Words) => string): IndicatorColumn[] {
  const name = scheme.groups.find((one) => one.key === group)?.score ?? '';
  const score = scheme.definitions[name];
  if (score?.kind !== 'weighted') return [];
  return score.parts.map((part) => {
    const points = scheme.definitions[part.of];
    const shown = baseOf(scheme, part.of);
    const base = scheme.definitions[shown];
    return {
      key: part.of,
      name: base ? pick(base.title) : points ? pick(points.title) : part.of,
      weight: percentOf(part.weight),
      inferred: part.mark === 'inferred' || points?.mark === 'inferred',
    };
  });
}

/** What points are given for: the rate under `rate_points`, the value under `bins`; cells and formulas stand for themselves. */
function baseOf(scheme: SchemeDocument, name: string): string {
  const definition = scheme.definitions[name];
  if (definition?.kind !== 'rate_points' && definition?.kind !== 'bins' && definition?.kind !== 'cell_bins')
    return name;
  return definition.of in scheme.definitions ? definition.of : name;
}

/** One region as a ranking shows it. */
export function toRegion(scheme: SchemeDocument, columns: IndicatorColumn[], region: RegionResult): RankedRegion {
  const { result } = region;
  const reason = result === null ? { code: 'SCHEME-NO-DATA-SILENCE', details: {} } : result.document.reason;
  return {
    tenantId: region.tenantId,
    slug: region.slug,
    name: region.name,
    group: region.rankGroup,
    rank: result?.rank ?? null,
    rankOf: result?.rankOf ?? null,
    score: result?.score ?? null,
    grade: result?.grade ?? null,
    reason: reason ? noDataSentence(reason) : null,
    lastDataAt: result?.lastDataAt ?? null,
    indicators: result ? columns.map((column) => figureOf(scheme, column.key, result.document)) : [],
  };
}

function figureOf(scheme: SchemeDocument, key: string, document: Evaluation): IndicatorFigure {
  const points = document.values[key];
  const value = document.values[baseOf(scheme, key)];
  const printed = (one: typeof value): string | null => (one?.state === 'value' ? one.printed : null);
  return {
    key,
    value: printed(value),
    points: printed(points),
    numerator: value?.ratio ? grouped(value.ratio.over.printed) : null,
    denominator: value?.ratio ? grouped(value.ratio.under.printed) : null,
  };
}
