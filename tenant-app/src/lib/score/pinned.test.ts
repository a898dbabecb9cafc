import { describe, expect, it } from 'vitest';
import { pinnedFacts } from './pinned.ts';

const result = {
  hash: 'aa',
  cutAt: '2026-11-01T00:00:00Z',
  lastDataAt: null,
  pinned: {
    scheme: { id: 'liangji-region-1', version: 1, hash: 'bb' },
    calendar: { id: 'cn', version: 3 },
    catalogues: { cjt214: 1, gbt30428: 2 },
    config: 5,
    grid: { day: '2026-10-01', cells: 42, hash: 'dd' },
  },
};

describe('what a figure stands on', () => {
  it('is written in words: no bare name of a field', () => {
    const facts = Object.fromEntries(pinnedFacts(result, { hash: 'cc' }).map(({ label, value }) => [label, value]));
    expect(facts).toMatchObject({
      所用评价方案: 'liangji-region-1 第 1 版',
      所用工作日历: '全国（含调休安排） 第 3 版',
      所用部件事件目录: 'CJ/T 214-2007 第 1 版 · GB/T 30428.2-2013 第 2 版',
      '区县配置（网格、字段对照等）': '第 5 版',
      单元网格: '2026-10-01 的 42 个单元网格',
      评价方案校验值: 'bb',
      成绩校验值: 'aa',
      评价周期校验值: 'cc',
    });
  });

  it('leaves a dash, not a crash, where an old result pinned nothing', () => {
    expect(() => pinnedFacts({ ...result, pinned: null }, { hash: null })).not.toThrow();
  });
});
