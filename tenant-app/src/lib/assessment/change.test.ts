import { describe, expect, it } from 'vitest';
import { arrowOf, changeOf, gapsOf, previousOf, sameScheme, type ComparedPeriod } from './change.ts';

const month = (label: string, next: string, more: Partial<ComparedPeriod> = {}): ComparedPeriod => ({
  ...{ label, series: 'month', fromDay: `${label}-01`, toDay: `${next}-01`, state: 'closed' },
  ...{ schemeId: 'region', schemeVersion: 1, ...more },
});
const september = month('2026-09', '2026-10');
const october = month('2026-10', '2026-11', { state: 'reopened' });
const november = month('2026-11', '2026-12', { state: 'open' });
const year = month('2026', '2027', { series: 'year', fromDay: '2026-01-01', toDay: '2027-01-01' });
const standing = (rank: number | null, score: string | null, rankGroup = 'county') => ({ rank, score, rankGroup });

describe('the period before', () => {
  const periods = [year, september, november, october];
  it('is the last published one of the same series, whatever the order of the list', () => {
    expect(previousOf(periods, november)?.label).toBe('2026-10');
    expect(previousOf(periods, october)?.label).toBe('2026-09');
    expect(previousOf(periods, september)).toBeNull();
    expect(previousOf(periods, year)).toBeNull();
  });

  it('is not one that is open still', () => {
    const december = month('2026-12', '2027-01', { state: 'open' });
    expect(previousOf([...periods, december], december)?.label).toBe('2026-10');
  });

  it('has the same scheme only under the same version', () => {
    expect(sameScheme(september, october)).toBe(true);
    expect(sameScheme(september, month('2026-12', '2027-01', { schemeVersion: 2 }))).toBe(false);
    expect(sameScheme(september, month('2026-12', '2027-01', { schemeId: 'own' }))).toBe(false);
  });
});

describe('the change of a region', () => {
  it('is places won and points more; less is below zero', () => {
    expect(changeOf(standing(1, '92.40'), standing(3, '90.15'), october)).toEqual({
      ...{ kind: 'compared', period: '2026-10', rank: 2, score: '2.25' },
    });
    expect(changeOf(standing(4, '80.00'), standing(2, '81.50'), october)).toMatchObject({ rank: -2, score: '-1.50' });
    expect(changeOf(standing(2, '80.00'), standing(2, '80.00'), october)).toMatchObject({ rank: 0, score: '0.00' });
  });

  it('is called the first where nothing was published before, and to have no score where it had none', () => {
    expect(changeOf(standing(1, '92.40'), undefined, null)).toEqual({ kind: 'first' });
    expect(changeOf(standing(1, '92.40'), undefined, october)).toEqual({ kind: 'no_score', period: '2026-10' });
    expect(changeOf(standing(1, '92.40'), standing(null, null), october)).toEqual({ kind: 'no_score', period: '2026-10' }); // prettier-ignore
    expect(changeOf(standing(null, null), standing(1, '90.00'), october)).toBeNull();
  });

  it('is not made of ranks among others', () => {
    expect(changeOf(standing(1, '92.40'), standing(2, '90.00', 'zone'), october)).toEqual({ kind: 'other_group', period: '2026-10' }); // prettier-ignore
  });
});

describe('the gap to the next above', () => {
  it('is in points as printed; equals share the same next one', () => {
    const regions = [
      { tenantId: 1, rank: 2, score: '90.15' },
      { tenantId: 2, rank: 1, score: '92.40' },
      { tenantId: 3, rank: 2, score: '90.15' },
      { tenantId: 4, rank: 4, score: '90.10' },
      { tenantId: 5, rank: null, score: null },
    ];
    expect([...gapsOf(regions)]).toEqual([
      [1, '2.25'],
      [2, null],
      [3, '2.25'],
      [4, '0.05'],
      [5, null],
    ]);
  });

  it('is zero where only what is not printed differs, and unknown to who sees nobody above', () => {
    const near = [
      { tenantId: 1, rank: 1, score: '90.15' },
      { tenantId: 2, rank: 2, score: '90.15' },
    ];
    expect(gapsOf(near).get(2)).toBe('0.00');
    expect(gapsOf(near.slice(1)).get(2)).toBeNull();
  });
});

it('points up, down or nowhere', () => {
  expect([2, -1, 0, '1.20', '-1.20', '0.00'].map(arrowOf)).toEqual(['▲', '▼', '—', '▲', '▼', '—']);
});
