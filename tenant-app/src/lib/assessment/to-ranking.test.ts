import { describe, expect, it } from 'vitest';
import { columnsOf, toRegion } from './to-ranking.ts';
import type { RegionResult } from './to-ranking.ts';

const words = (zh: string): { zh: string; en: string } => ({ zh, en: zh });
const closing = {
  name: 'closing_points',
  title: words('结案率'),
  weight: '30%',
  direction: 'higher',
  value: '97.19%',
  points: '97.19',
  contribution: '29.16',
  full: '30.00',
  lost: '0.84',
  numerator: '1415',
  denominator: '1456',
};
const standing = { score: '90.40', lost: '9.60', grade: 'A', rank: 1, rankOf: 2, lastDataAt: null, noData: null };
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
      { key: 'closing_points', name: '结案率', weight: '30%', direction: 'higher' },
    ]);
    expect(toRegion(shehong, OCTOBER, null, pick).indicators).toEqual([
      {
        ...{ key: 'closing_points', value: '97.19%', points: '97.19', numerator: '1,415', denominator: '1,456' },
        ...{ contribution: '29.16', full: '30.00', lost: '0.84' },
      },
    ]);
    expect(columnsOf([pengxi], pick)).toEqual([]);
  });

  it('says why a region is not in it', () => {
    expect(toRegion(shehong, OCTOBER, null, pick).reason).toBeNull();
    expect(toRegion(pengxi, OCTOBER, null, pick).reason).toMatch(/^没有收到/);
    expect(toRegion(pengxi, { fromDay: '2999-01-01', state: 'open' }, null, pick).reason).toMatch(/尚未开始/);
    expect(toRegion(pengxi, { ...OCTOBER, state: 'reopened' }, null, pick).reason).toMatch(/^本期发布时没有收到/);
    const noData = words('分母（应结案数）为零，比率不存在。');
    const silent = { ...shehong, result: { ...standing, score: null, indicators: [], noData } };
    expect(toRegion(silent, OCTOBER, null, pick).reason).toBe('分母（应结案数）为零，比率不存在。');
  });

  it('says how a region stands against the period before, by the group it is ranked in now', () => {
    const period = {
      ...{ label: '2025-09', series: 'month', fromDay: '2025-09-01', toDay: '2025-10-01', state: 'closed' },
      ...{ schemeId: 'region', schemeVersion: 1 },
    };
    const stood = (rankGroup: string) => ({
      period,
      standings: [{ tenantId: 3, rankGroup, rank: 2, score: '89.15' }],
    });
    expect(toRegion(shehong, OCTOBER, stood('county'), pick).change).toEqual({
      ...{ kind: 'compared', period: '2025-09', rank: 1, score: '1.25' },
    });
    expect(toRegion(shehong, OCTOBER, stood('zone'), pick).change).toEqual({ kind: 'other_group', period: '2025-09' });
    expect(toRegion(shehong, OCTOBER, null, pick).change).toEqual({ kind: 'first' });
    expect(toRegion(pengxi, OCTOBER, stood('county'), pick)).toMatchObject({ change: null, lost: null });
  });
});
