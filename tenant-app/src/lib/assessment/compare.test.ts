import { describe, expect, it } from 'vitest';
import { minus } from '#lib/format/decimal.ts';
import { compareTwo, scoreDifference } from './compare.ts';
import type { IndicatorColumn, IndicatorFigure, RankedRegion } from './ranking.ts';

const column = (key: string): IndicatorColumn => ({ key, name: key, weight: '50%', direction: 'higher' });
const figure = (key: string, value: string | null, contribution: string | null): IndicatorFigure => ({
  ...{ key, value, contribution, points: null, full: '50.00', lost: null, numerator: null, denominator: null },
});
const region = (name: string, score: string | null, ...indicators: IndicatorFigure[]): RankedRegion => ({
  ...{ tenantId: 1, slug: name, name, group: 'county', rank: 1, rankOf: 2, grade: null, reason: null },
  ...{ lastDataAt: null, lost: null, gap: null, change: null, score, indicators },
});
const columns = [column('closing'), column('filing')];
const anju = region('安居区', '93.05', figure('closing', '97.19%', '48.60'), figure('filing', '88.90', '44.45'));
const shehong = region('射洪市', '92.95', figure('closing', '98.00%', '49.00'), figure('filing', '87.90', '43.95'));

describe('two regions side by side', () => {
  it('differ by what is printed, in percentage points or points, and the parts come to the difference of the scores', () => {
    const both = compareTwo(columns, anju, shehong);
    expect(both.map(({ difference, isPercent, points }) => [difference, isPercent, points])).toEqual([
      ['-0.81', true, '-0.40'],
      ['1.00', false, '0.50'],
    ]);
    expect(scoreDifference(anju, shehong)).toBe('0.10');
    // −0.40 + 0.50
    expect(minus('0.50', '0.40')).toBe('0.10');
  });

  it('are not compared where one has no figure', () => {
    const silent = region('蓬溪县', null, figure('closing', null, null));
    expect(
      compareTwo(columns, anju, silent).map(({ difference, points, b }) => [difference, points, b?.value]),
    ).toEqual([
      [null, null, null],
      [null, null, undefined],
    ]);
    expect(scoreDifference(anju, silent)).toBeNull();
  });
});
