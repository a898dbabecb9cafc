import type { IndicatorColumn, RankedRegion } from '#lib/assessment/ranking.ts';
import { m } from '#lib/paraglide/messages.js';

/** A figure as the ranking prints it, and as a number, for its class. */
export interface Figure {
  text: string;
  value: number;
}

/** What regions can be coloured by: a column of the ranking. A region without a figure is not in it. */
export interface Measure {
  key: string;
  name: string;
  figures: ReadonlyMap<number, Figure>;
}

interface Group {
  regions: RankedRegion[];
  columns: IndicatorColumn[];
}

/** The score, the cases filed where a column is a share of them, and every column: the very figures of the ranking's tables. */
export function measuresOf(groups: readonly Group[], definitions: Record<string, unknown>): Measure[] {
  const regions = groups.flatMap((group) => group.regions);
  const columns = new Map(groups.flatMap((group) => group.columns).map((column) => [column.key, column.name]));
  const shareOfFiled = [...columns.keys()].find((key) => isShareOfFiled(definitions, key));
  const measure = (
    key: string,
    name: string,
    textOf: (region: RankedRegion) => string | null | undefined,
  ): Measure => ({
    key,
    name,
    figures: new Map(
      regions.flatMap((region): [number, Figure][] => {
        const figure = region.reason === null ? figureOf(textOf(region)) : null;
        return figure === null ? [] : [[region.tenantId, figure]];
      }),
    ),
  });
  const indicator = (region: RankedRegion, key: string) => region.indicators.find((one) => one.key === key);
  return [
    measure('score', m.score(), ({ score }) => score),
    ...(shareOfFiled === undefined
      ? []
      : [measure('filed', m.cases_filed(), (region) => indicator(region, shareOfFiled)?.denominator)]),
    ...[...columns].map(([key, name]) => measure(key, name, (region) => indicator(region, key)?.value)),
  ].filter(({ figures }) => figures.size > 0);
}

/** `96.18 %` and `1,234` as numbers; null for what is none. */
function figureOf(text: string | null | undefined): Figure | null {
  const value = text ? Number.parseFloat(text.replaceAll(',', '')) : Number.NaN;
  return text && Number.isFinite(value) ? { text, value } : null;
}

/** Whether a part of a scheme is, or gives points for, a rate over the cases filed (立案数). */
function isShareOfFiled(definitions: Record<string, unknown>, key: string): boolean {
  const part = definitions[key] as { of?: string; formula?: string } | undefined;
  const rate = part?.of === undefined ? part : (definitions[part.of] as { formula?: string } | undefined);
  return /\/\s*inst_num$/.test(rate?.formula ?? '');
}
