import { describe, expect, it } from 'vitest';
import type { IndicatorFigure, RankedRegion } from '#lib/assessment/ranking.ts';
import { measuresOf } from './measures.ts';

const figure = (key: string, value: string | null, of: string | null = null): IndicatorFigure => ({
  key,
  value,
  ...{ points: null, contribution: null, full: null, lost: null },
  numerator: of && '1',
  denominator: of,
});
const region = (tenantId: number, score: string | null, indicators: IndicatorFigure[]): RankedRegion => ({
  tenantId,
  slug: `t${tenantId}`,
  name: `t${tenantId}`,
  group: 'county',
  rank: null,
  rankOf: null,
  score,
  ...{ lost: null, gap: null, change: null },
  grade: null,
  reason: score === null ? '没有收到数据' : null,
  lastDataAt: null,
  indicators,
});
const column = (key: string, name: string) => ({ key, name, weight: '10%', direction: null });

const GROUPS = [
  {
    columns: [column('public_points', '监督举报率'), column('closing_points', '结案率')],
    regions: [
      region(2, '90.40', [figure('public_points', '3.10%', '1,456'), figure('closing_points', '97.19%', '1,400')]),
      region(3, '88.00', [figure('public_points', '4.00%', '200'), figure('closing_points', null)]),
      region(4, null, [figure('public_points', '9.00%', '9')]),
    ],
  },
];
/** As the shipped scheme has them. */
const DEFINITIONS = {
  public_rate: { kind: 'formula', formula: 'public_verified_inst_num / inst_num' },
  public_points: { kind: 'rate_points', of: 'public_rate' },
  closing_rate: { kind: 'formula', formula: 'archive_num / need_archive_num' },
  closing_points: { kind: 'rate_points', of: 'closing_rate' },
};

const shown = (definitions: Record<string, unknown>) =>
  measuresOf(GROUPS, definitions).map(({ name, figures }) => [name, [...figures].map(([id, { text }]) => [id, text])]);

describe('what regions can be coloured by', () => {
  it('is what stands in the ranking, to the letter', () => {
    expect(shown(DEFINITIONS)).toEqual([
      [
        '得分',
        [
          [2, '90.40'],
          [3, '88.00'],
        ],
      ],
      [
        '立案数',
        [
          [2, '1,456'],
          [3, '200'],
        ],
      ],
      [
        '监督举报率',
        [
          [2, '3.10%'],
          [3, '4.00%'],
        ],
      ],
      ['结案率', [[2, '97.19%']]],
    ]);
  });

  it('has a number for the class of every figure', () => {
    const [, filed, rate] = measuresOf(GROUPS, DEFINITIONS);
    expect([filed?.figures.get(2)?.value, rate?.figures.get(2)?.value]).toEqual([1456, 3.1]);
  });

  it('has no case count where no column is a share of the cases filed', () => {
    expect(shown({}).map(([name]) => name)).toEqual(['得分', '监督举报率', '结案率']);
  });

  it('is nothing before anything was counted', () => {
    expect(measuresOf([{ columns: [], regions: [region(2, null, [])] }], DEFINITIONS)).toEqual([]);
  });
});
