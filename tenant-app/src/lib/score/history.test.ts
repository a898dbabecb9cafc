import { describe, expect, it } from 'vitest';
import { linesOf, toHistory } from './history.ts';

type Result = Parameters<typeof toHistory>[0][number];

const indicator = (name: string, value: string | null, title = name): Result['indicators'][number] => ({
  ...{ name, title: { zh: title, en: title }, value, points: value, contribution: null, full: null },
});
/** A month of 2026, by its number. */
function month(of: number, more: Partial<Result> = {}, period: Partial<NonNullable<Result['period']>> = {}): Result {
  const day = (n: number): string => `2026-${String(n).padStart(2, '0')}-01`;
  return {
    ...{ tenantId: 2, periodId: `p${of}`, isFrozen: true, score: '90.00', rank: 1, rankOf: 2, rankGroup: 'county' },
    indicators: [indicator('closing', '97.19%')],
    period: {
      ...{ id: `p${of}`, label: day(of).slice(0, 7), series: 'month', fromDay: day(of), toDay: day(of + 1) },
      ...{ state: 'closed', schemeId: 'region', schemeVersion: 1, ...period },
    },
    ...more,
  };
}
const labels = (results: Result[]): string[] => toHistory(results, 'month').rows.map(({ period }) => period.label);

describe('the indicators of a region across months', () => {
  it('are the last twelve of the series, the first one first, whatever the order they come in', () => {
    const year = Array.from({ length: 11 }, (_, index) => month(index + 1)).toReversed();
    expect(labels(year)).toHaveLength(11);
    const more = [...year, month(12), month(1, { periodId: 'w' }, { id: 'w', series: 'week', label: '周' })];
    const before = month(
      1,
      { periodId: 'b' },
      { id: 'b', label: '2025-12', fromDay: '2025-12-01', toDay: '2026-01-01' },
    );
    expect(labels([...more, before])).toEqual(
      year
        .toReversed()
        .map(({ period }) => period?.label)
        .concat('2026-12'),
    );
  });

  it('show a published period only as it was frozen, and an open one as it stands', () => {
    const late = month(3, { isFrozen: false });
    const open = month(5, { isFrozen: false }, { state: 'open' });
    const history = toHistory([open, month(4, {}, { state: 'reopened' }), late], 'month');
    expect(history.rows.map(({ period, published }) => [period.label, published])).toEqual([
      ['2026-04', true],
      ['2026-05', false],
    ]);
  });

  it('say where the scheme changed: another one, another version, and back again', () => {
    const rows = toHistory(
      [
        month(1),
        month(2, {}, { schemeVersion: 2 }),
        month(3, {}, { schemeVersion: 2 }),
        month(4, {}, { schemeId: 'own', schemeVersion: 2 }),
      ],
      'month',
    ).rows;
    expect(rows.map(({ schemeChanged }) => schemeChanged)).toEqual([false, true, false, true]);
  });

  it('have the indicators of the latest scheme first, under its names, and those that are gone after them', () => {
    const history = toHistory(
      [
        month(1, { indicators: [indicator('litter', '3'), indicator('closing', '90.00%', '旧名')] }),
        month(2, { indicators: [indicator('closing', '97.19%', '结案率'), indicator('rework', null)] }),
      ],
      'month',
    );
    expect(history.columns.map(({ title }) => title.zh)).toEqual(['结案率', 'rework', 'litter']);
    expect(linesOf(history).map(({ title, values }) => [title?.zh, ...values])).toEqual([
      [undefined, 90, 90],
      ['结案率', 90, 97.19],
      ['rework', null, null],
      ['litter', 3, null],
    ]);
  });
});
