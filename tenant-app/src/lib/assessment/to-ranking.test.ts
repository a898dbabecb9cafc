import { describe, expect, it } from 'vitest';
import { columnsOf, toRegion } from './to-ranking.ts';
import type { RegionResult } from './to-ranking.ts';

const words = (zh: string): { zh: string; en: string } => ({ zh, en: zh });
const closing = {
  name: 'closing_points',
  title: words('结案率'),
  weight: '30%',
  isInferred: false,
  value: '97.19%',
  points: '97.19',
  numerator: '1415',
  denominator: '1456',
};
const standing = { score: '90.40', grade: 'A', rank: 1, rankOf: 2, lastDataAt: null, noData: null };
const shehong: RegionResult = {
  tenantId: 3,
  slug: 'shehong',
  name: '射洪市',
  rankGroup: 'county',
  result: { ...standing, indicators: [closing] },
};
const pengxi: RegionResult = { ...shehong, tenantId: 4, slug: 'pengxi', name: '蓬溪县', result: null };
const OCTOBER = { fromDay: '2025-10-01', state: 'closed' };
const pick = ({ zh }: { zh: string }): string => zh;

describe('a ranking', () => {
  it('has the columns of whoever has a result, with what the platform printed', () => {
    expect(columnsOf([pengxi, shehong], pick)).toEqual([
      { key: 'closing_points', name: '结案率', weight: '30%', inferred: false },
    ]);
    expect(toRegion(shehong, OCTOBER, pick).indicators).toEqual([
      { key: 'closing_points', value: '97.19%', points: '97.19', numerator: '1,415', denominator: '1,456' },
    ]);
    expect(columnsOf([pengxi], pick)).toEqual([]);
  });

  it('says why a region is not in it', () => {
    expect(toRegion(shehong, OCTOBER, pick).reason).toBeNull();
    expect(toRegion(pengxi, OCTOBER, pick).reason).toMatch(/^没有收到/);
    expect(toRegion(pengxi, { fromDay: '2999-01-01', state: 'open' }, pick).reason).toMatch(/尚未开始/);
    expect(toRegion(pengxi, { ...OCTOBER, state: 'reopened' }, pick).reason).toMatch(/^本期发布时没有收到/);
    const noData = words('分母（应结案数）为零，比率不存在。');
    const silent = { ...shehong, result: { ...standing, score: null, indicators: [], noData } };
    expect(toRegion(silent, OCTOBER, pick).reason).toBe('分母（应结案数）为零，比率不存在。');
  });
});
