import { describe, expect, it } from 'vitest';
import { explain, inWords, percentOf, unscored } from './explain.ts';
import type { Evaluation, SchemeDocument } from './scheme.ts';

const words = (zh: string): { zh: string; en: string } => ({ zh, en: zh });
const language = {
  pick: (w: { zh: string }) => w.zh,
  counter: (name: string) => ({ archive_num: '结案数', need_archive_num: '应结案数' })[name] ?? null,
};
const scheme: SchemeDocument = {
  id: 'test',
  version: 1,
  title: words('测试'),
  source: words('测试'),
  belonging: {},
  need_archive: {},
  in_time: {},
  suspended: {},
  backlog: {},
  inputs: {},
  definitions: {
    closing_rate: { kind: 'formula', title: words('结案率'), formula: 'archive_num / need_archive_num' },
    closing_points: { kind: 'rate_points', title: words('结案率分值'), of: 'closing_rate', direction: 'higher' },
    total: {
      kind: 'weighted',
      title: words('综合得分'),
      parts: [{ of: 'closing_points', weight: '1', mark: 'inferred' }],
    },
  },
  groups: [{ key: 'county', title: words('区县'), score: 'total' }],
  grades: [],
};
const evaluation: Evaluation = {
  group: 'county',
  state: 'scored',
  reason: null,
  scoreName: 'total',
  values: { archive_num: { state: 'value', exact: '3', printed: '3' } },
  parts: [{ of: 'closing_points', weight: '1', contribution: '75.00' }],
};

describe('a score', () => {
  it('can be followed down to the counters it is made of', () => {
    const told = explain(scheme, evaluation, language);
    const points = told.children[0];
    expect([told.title, points?.title, points?.weight, points?.contribution, points?.inferred]).toEqual([
      '综合得分',
      '结案率分值',
      '1',
      '75.00',
      true,
    ]);
    expect(points?.children[0]?.formula).toBe('结案数 ÷ 应结案数');
    expect(points?.children[0]?.children.map((one) => [one.kind, one.title, one.value?.state])).toEqual([
      ['counter', '结案数', 'value'],
      ['counter', '应结案数', undefined],
    ]);
  });

  it('has beside it what is shown and not scored', () => {
    const share = { kind: 'formula' as const, title: words('占比'), formula: 'archive_num / need_archive_num' };
    expect(unscored({ ...scheme, definitions: { ...scheme.definitions, share } })).toEqual(['share']);
  });

  it('names functions as they are, and unknown names too', () => {
    expect(inWords('min(archive_num, 2) - other * 3', scheme, language)).toBe('min(结案数, 2) − other × 3');
  });

  it('prints weights as whole percentages without a binary fraction creeping in', () => {
    expect(['0.1', '0.07', '1', '0.125', '0.4'].map(percentOf)).toEqual(['10%', '7%', '100%', '12.5%', '40%']);
  });
});
