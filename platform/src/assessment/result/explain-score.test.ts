import { describe, expect, it } from 'vitest';
import { shipped, sound, storedResult } from '../../../test/assessment/schemes.ts';
import { explainScore, type ScoreNode } from './explain-score.ts';
import { indicatorsOf } from './indicators.ts';

const region = sound(shipped('liangji-region-1'));
const yuncheng = sound(shipped('yuncheng-2026'));

/** The figures of willow in October, as close-period.slow.test.ts counts them case by case. */
const october = storedResult(region, {
  group: 'county',
  silent: false,
  counters: {
    inst_num: 5,
    public_verified_inst_num: 1,
    no_cell_inst_num: 1,
    need_archive_num: 6,
    archive_num: 4,
    intime_archive_num: 3,
  },
  cells: {
    inst_num: [
      { areaClass: 2, count: 1, cells: 1 },
      { areaClass: 1, count: 0, cells: 1 },
      { areaClass: 1, count: 1, cells: 1 },
      { areaClass: 1, count: 2, cells: 1 },
      { areaClass: 2, count: 0, cells: 2 },
    ],
  },
});

/** 天逸公园 in the bulletin of January 2026. */
const tianyi = storedResult(yuncheng, {
  group: 'parks',
  silent: false,
  counters: { need_archive_num: 57, archive_num: 55, overtime_archive_num: 1, postpone_num: 1, rework_num: 0 },
  inputs: { centre_points: '95.5' },
});

/** Depth, title, printed value, weight and contribution of every node. */
const lines = (node: ScoreNode, depth = 0): unknown[][] => [
  [depth, node.title.zh, node.value.printed, ...(node.weight === null ? [] : [node.weight, node.contribution])],
  ...node.children.flatMap((child) => lines(child, depth + 1)),
];

const find = (node: ScoreNode, name: string): ScoreNode | undefined =>
  node.name === name ? node : node.children.map((child) => find(child, name)).find((each) => each !== undefined);

describe('the score of willow in October', () => {
  const { score, unscored, noData } = explainScore(region, october);

  it('can be followed down to the counters it is made of', () => {
    // 0.1 × (1 − 1/5) × 100 + 0.2 × (100 + 90 + 90 + 2 × 100 + 90) / 6 + 0.3 × 4/6 × 100 + 0.4 × 3/6 × 100
    expect(lines(score)).toEqual([
      [0, '综合指标值', '67.00'],
      [1, '监督举报率分值', '80.00', '10%', '8.00'],
      [2, '监督举报率', '20.00%'],
      [3, '监督举报核实数', '1'],
      [3, '立案数', '5'],
      [1, '立案数分值', '95.00', '20%', '19.00'],
      [2, '立案数', '5'],
      [1, '结案率分值', '66.67', '30%', '20.00'],
      [2, '结案率', '66.67%'],
      [3, '结案数', '4'],
      [3, '应结案数', '6'],
      [1, '按期结案率分值', '50.00', '40%', '20.00'],
      [2, '按期结案率', '50.00%'],
      [3, '按期结案数', '3'],
      [3, '应结案数', '6'],
    ]);
    expect(noData).toBeNull();
  });

  it('is written out in words, with the counts of a rate beside it', () => {
    expect(find(score, 'on_time_closing_rate')).toMatchObject({
      kind: 'formula',
      formula: { zh: '按期结案数 ÷ 应结案数', en: 'Closed in time ÷ Due for closing' },
      value: { state: 'value', printed: '50.00%', numerator: '3', denominator: '6' },
    });
    expect(find(score, 'public_verified_points')).toMatchObject({ kind: 'rate_points', direction: 'lower' });
  });

  it('shows what the grid cells earned, class by class, the fewest cases first', () => {
    const filing = find(score, 'filing_points')!;
    expect(filing.cells).toEqual({
      total: 6,
      rows: [
        { areaClass: 1, count: 0, cells: 1, points: '100' },
        { areaClass: 1, count: 1, cells: 1, points: '90' },
        { areaClass: 1, count: 2, cells: 1, points: '90' },
        { areaClass: 2, count: 0, cells: 2, points: '100' },
        { areaClass: 2, count: 1, cells: 1, points: '90' },
      ],
    });
    expect(filing.steps.map(({ areaClass, steps }) => [areaClass, ...steps.map(({ from }) => from)])).toEqual([
      [1, '0', '1', '3', '5', '7', '9'],
      [2, '0', '1', '4', '6', '8', '10'],
    ]);
  });

  it('says what is our reading, of the weight and of the definition', () => {
    expect(find(score, 'on_time_closing_points')).toMatchObject({
      isInferred: true,
      notes: [{ zh: '原文为 10%，各项合计仅 70%；40% 为补足 100% 的推断。' }],
    });
    expect(find(score, 'closing_points')).toMatchObject({ isInferred: false, notes: [] });
  });

  it('has beside it what is shown and not scored', () => {
    expect(unscored.map(({ title, value }) => [title.zh, value.printed])).toEqual([
      ['无单元网格案件占比', '20.00%'],
      ['无时限案件占比', '0.00%'],
    ]);
  });

  it('is shown in a ranking by its weighted parts', () => {
    const columns = indicatorsOf({ score, unscored, noData });
    expect(columns.map((one) => [one.title.zh, one.weight, one.isInferred, one.value, one.points])).toEqual([
      ['监督举报率', '10%', true, '20.00%', '80.00'],
      ['立案数分值', '20%', true, '95.00', '95.00'],
      ['结案率', '30%', false, '66.67%', '66.67'],
      ['按期结案率', '40%', true, '50.00%', '50.00'],
    ]);
    expect(columns[2]).toMatchObject({ numerator: '4', denominator: '6' });
  });
});

describe('the score of 天逸公园 in the scheme of 运城', () => {
  const { score } = explainScore(yuncheng, tianyi);

  it('is explained through the system score, and what is printed of the parts adds up at each level', () => {
    expect(lines(score).filter(([depth]) => (depth as number) <= 3)).toEqual([
      [0, '总分（园林）', '95.97'],
      [1, '系统分数', '96.18', '70%', '67.32'],
      [2, '系统分数（未计加减分）', '96.18'],
      [3, '结案分值', '95.44', '80%', '76.35'],
      [3, '延期率分值', '98.25', '10%', '9.83'],
      [3, '返工率分值', '100.00', '10%', '10.00'],
      [2, '加减分', '0.00'],
      [1, '中心分数', '95.50', '30%', '28.65'],
    ]);
    // 96.175 is printed 96.18; cut off, the parts are 76.35, 9.82 and 10.00: the hundredth goes to the one that lost most.
  });

  it('writes brackets and numbers of formulas as they are', () => {
    expect(find(score, 'on_time_closing_rate')!.formula!.zh).toBe('(结案数 − 超期结案数) ÷ 应结案数');
    expect(find(score, 'closing_points')!.formula!.zh).toBe('按期结案率 × 100 + 超期结案率 × 40');
    expect(find(score, 'centre_points')!.kind).toBe('input');
  });
});

describe('a score that does not exist', () => {
  it('says in words what there was nothing of', () => {
    const nothingDue = explainScore(
      yuncheng,
      storedResult(yuncheng, { group: 'parks', silent: false, counters: {}, inputs: { centre_points: '90' } }),
    );
    const noData = { code: 'SCHEME-NO-DATA-ZERO', zh: '分母（应结案数）为零，比率不存在。' };
    expect(nothingDue).toMatchObject({ noData, score: { value: { state: 'no_data', printed: null, noData } } });
    expect(nothingDue.score.children[0]).toMatchObject({ weight: '70%', contribution: null });
    const notEntered = explainScore(
      yuncheng,
      storedResult(yuncheng, { group: 'parks', silent: false, counters: { need_archive_num: 1, archive_num: 1 } }),
    );
    expect(notEntered.noData).toMatchObject({ zh: '缺少录入值：中心分数。' });
  });

  it('is silence, however good the figures look', () => {
    const silent = explainScore(region, storedResult(region, { group: 'county', silent: true, counters: {} }));
    expect(silent.noData).toMatchObject({ code: 'SCHEME-NO-DATA-SILENCE' });
  });
});

describe('a scheme of steps', () => {
  const title = { zh: '例', en: 'example' };
  const scheme = sound({
    ...shipped('liangji-region-1'),
    definitions: {
      filed_points: {
        kind: 'bins',
        title,
        of: 'inst_num',
        steps: [
          { from: '0', points: '100' },
          { from: '51', points: '90' },
          { from: '101', points: '75' },
        ],
      },
      twice: { kind: 'formula', title, formula: 'filed_points * 2', print: 'points' },
      total: { kind: 'formula', title, formula: 'min(filed_points, twice)', print: 'points' },
    },
  });
  const of = (filed: number) =>
    explainScore(scheme, storedResult(scheme, { group: 'county', silent: false, counters: { inst_num: filed } })).score;

  it.each([
    [50, '0'],
    [51, '51'],
    [4000, '101'],
  ])('marks the one step that %d has reached', (filed, from) => {
    const [table] = find(of(filed), 'filed_points')!.steps;
    expect(table!.steps.filter((step) => step.applies).map((step) => step.from)).toEqual([from]);
  });

  it('explains a definition used twice once', () => {
    const [first, second] = of(50).children;
    expect([first!.name, first!.isRepeated, first!.children.length]).toEqual(['filed_points', false, 1]);
    expect(second!.children[0]).toMatchObject({ name: 'filed_points', isRepeated: true, children: [] });
    expect(second!.children[0]!.value.printed).toBe('100.00');
  });
});
