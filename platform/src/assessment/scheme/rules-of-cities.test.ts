import { describe, expect, it } from 'vitest';
import { sound } from '../../../test/assessment/schemes.ts';
import { rank } from '../result/rank.ts';
import { checkScheme } from './check-scheme.ts';
import { evaluate, type EvaluationInput } from './evaluate.ts';
import { Fraction, printDecimal } from './exact.ts';
import { shippedSchemes } from './shipped-schemes.ts';

type Doc = Record<string, any>;
const region = (shippedSchemes() as Doc[]).find((document) => document['id'] === 'liangji-region-1')!;
const text = { zh: '文字', en: 'text' };
const formula = (formula: string, print = 'points', more = {}) => ({
  ...{ kind: 'formula', title: text, formula, print },
  ...more,
});
const scheme = (definitions: Record<string, unknown>, more: Record<string, unknown> = {}): Doc => ({
  ...region,
  definitions,
  groups: [{ key: 'county', title: text, score: 'total' }],
  ...more,
});
const judge = (document: Doc, input: Partial<EvaluationInput> = {}) =>
  evaluate(sound(document), { group: 'county', counters: {}, silent: false, ...input });
const weighted = (...parts: [of: string, weight: string, without?: unknown][]) => ({
  ...{ kind: 'weighted', title: text },
  parts: parts.map(([of, weight, rule]) => ({ of, weight, ...(rule !== undefined && { without_data: rule }) })),
});
const points = (name: string) => ({ [name]: { title: text, print: 'points' } });

describe('printed parts', () => {
  const thirds = scheme(
    { total: weighted(['a', '0.4'], ['b', '0.3'], ['c', '0.3']) },
    { inputs: { ...points('a'), ...points('b'), ...points('c') } },
  );
  it('add up to the printed total', () => {
    // 0.4 × 83.335 = 33.334, 0.3 × 83.335 = 25.0005 twice: sum 83.335, printed 83.34. Cut off: 33.33 + 25.00 + 25.00 = 83.33;
    // the missing hundredth goes to the first part, which lost 0.004.
    const { score, parts } = judge(thirds, { inputs: { a: '83.335', b: '83.335', c: '83.335' } });
    expect(score?.printed).toBe('83.34');
    expect(parts.map(({ contribution }) => contribution)).toEqual(['33.34', '25.00', '25.00']);
  });
  it('do so for negative ones, too', () => {
    const { score, parts } = judge(thirds, { inputs: { a: '-10.001', b: '50.005', c: '50.005' } });
    // −4.0004 + 15.0015 + 15.0015 = 26.0026
    expect(score?.printed).toBe('26.00');
    const cents = parts.map(({ contribution }) => Math.round(Number(contribution) * 100));
    expect(cents.reduce((sum, each) => sum + each, 0)).toBe(2600);
  });
});

describe('decimals and rounding', () => {
  it.each([
    ['96.175', 'half_up', '96.18'],
    ['96.165', 'half_even', '96.16'],
    ['96.175', 'half_even', '96.18'],
    ['96.1651', 'half_even', '96.17'],
    ['96.179', 'down', '96.17'],
    ['-96.179', 'down', '-96.17'],
  ] as const)('%s by %s is %s', (value, mode, printed) => {
    expect(printDecimal(new Fraction(value), 2, mode)).toBe(printed);
  });

  it('of one value may differ from those of the scheme: a share cut off beside a score rounded half up', () => {
    const document = scheme({
      share: formula('archive_num / need_archive_num', 'percent', { decimals: 1, mode: 'down' }),
      rate: formula('archive_num / need_archive_num', 'percent'),
      total: formula('archive_num / need_archive_num * 100', 'points', { decimals: 3 }),
    });
    const { values, score } = judge(document, { counters: { archive_num: 2, need_archive_num: 3 } });
    expect([values['share'], values['rate']]).toMatchObject([{ printed: '66.6%' }, { printed: '66.67%' }]);
    expect(score).toEqual({ exact: '200/3', printed: '66.667' });
  });
});

describe('points of a rate', () => {
  it.each([
    ['higher', 3, 2, '100.00'],
    ['lower', 3, 2, '0.00'],
    ['lower', 1, 2, '50.00'],
  ] as const)('stay between 0 and 100: %s is better, %i of %i', (direction, over, under, printed) => {
    const document = scheme({
      rate: formula('archive_num / need_archive_num', 'percent'),
      total: { kind: 'rate_points', title: text, of: 'rate', direction },
    });
    expect(judge(document, { counters: { archive_num: over, need_archive_num: under } }).score?.printed).toBe(printed);
  });
});

describe('a part without data', () => {
  const inputs = { ...points('a'), ...points('b') };
  const of = (rule?: unknown) => scheme({ total: weighted(['a', '0.8'], ['b', '0.2', rule]) }, { inputs });
  it('leaves the whole without data where the scheme says nothing', () => {
    expect(judge(of(), { inputs: { a: '90' } })).toMatchObject({
      state: 'no_data',
      reason: { code: 'SCHEME-NO-DATA-INPUT' },
    });
  });
  it('is left out, and the others weigh more', () => {
    const { score, parts } = judge(of('leave_out'), { inputs: { a: '90' } });
    expect(score).toEqual({ exact: '90', printed: '90.00' }); // 0.8 × 90 ÷ 0.8
    expect(parts.map(({ contribution }) => contribution)).toEqual(['90.00', null]);
  });
  it('is worth the points that the scheme says', () => {
    const { score, parts } = judge(of({ points: '60' }), { inputs: { a: '90' } });
    expect(score?.printed).toBe('84.00'); // 72 + 12
    expect(parts.map(({ contribution }) => contribution)).toEqual(['72.00', '12.00']);
  });
  it('counts as any other when it has data', () => {
    expect(judge(of('leave_out'), { inputs: { a: '90', b: '50' } }).score?.printed).toBe('82.00');
  });
  it('leaves nothing where all of them are left out', () => {
    const document = scheme({ total: weighted(['a', '0.8', 'leave_out'], ['b', '0.2', 'leave_out']) }, { inputs });
    expect(judge(document)).toMatchObject({ state: 'no_data', score: null });
  });
});

describe('grades', () => {
  const own = [
    { grade: '优秀', from: '95', colour: 'green' },
    { grade: '合格', from: '0', colour: 'red' },
  ];
  const groups = [
    { key: 'county', title: text, score: 'total', grades: own },
    { key: 'zone', title: text, score: 'total' },
  ];
  const document = scheme({ total: formula('100 - inst_num') }, { groups });
  it('may be those of a group alone', () => {
    expect(judge(document, { counters: { inst_num: 8 } }).grade).toBe('合格');
    expect(judge(document, { counters: { inst_num: 8 }, group: 'zone' }).grade).toBe('A');
  });
  it('of a group are checked as the others', () => {
    const broken = structuredClone(document);
    broken['groups'][0].grades = [...own].reverse();
    expect(checkScheme(broken)).toMatchObject({ ok: false, reasons: [{ code: 'SCHEME-GRADES' }] });
  });
});

describe('ranks of equal scores', () => {
  const members = ['90', '85', '85', '80'].map((score, id) => ({ id, group: 'county', score }));
  const places = (ranks?: 'competition' | 'dense') => [...rank(members, ranks).values()].map((each) => each.rank);
  it('leave the next one out, or not where the scheme says dense', () => {
    expect(places()).toEqual([1, 2, 2, 4]);
    expect(places('competition')).toEqual([1, 2, 2, 4]);
    expect(places('dense')).toEqual([1, 2, 2, 3]);
  });
});

describe('figures of other periods and members', () => {
  const document = scheme({
    rate: formula('archive_num / need_archive_num', 'percent'),
    change: formula('(rate - previous(rate)) * 100'),
    year: formula('(rate - last_year(rate)) * 100'),
    share: formula('inst_num / sum_of_group(inst_num)', 'percent'),
    total: formula('rate * 100'),
  });
  const counters = { archive_num: 9, need_archive_num: 10, inst_num: 5 };
  it('are taken where they are', () => {
    const elsewhere = { 'previous(rate)': '4/5', 'last_year(rate)': '1', 'sum_of_group(inst_num)': '20' };
    const { values } = judge(document, { counters, elsewhere });
    expect([values['change'], values['year'], values['share']]).toMatchObject([
      { printed: '10.00' },
      { printed: '-10.00' },
      { printed: '25.00%' },
    ]);
  });
  it('are no data where they are not, and the score stays', () => {
    const { values, score } = judge(document, { counters });
    expect(values['change']).toMatchObject({
      state: 'no_data',
      reason: { code: 'SCHEME-NO-DATA-ELSEWHERE', details: { name: 'previous(rate)' } },
    });
    expect(score?.printed).toBe('90.00');
  });
});

describe('a member', () => {
  it('in a group that the scheme does not have is not scored, and stops nobody else', () => {
    const document = scheme({ total: formula('100 - inst_num') });
    expect(judge(document, { group: 'zone' })).toMatchObject({
      state: 'no_data',
      reason: { code: 'SCHEME-NO-DATA-GROUP', details: { group: 'zone' } },
    });
  });
  it('that sent nothing while its cases are overdue is scored by these, parts without data left out', () => {
    const counters = { need_archive_num: 4, archive_num: 0, intime_archive_num: 0 };
    const cells = { inst_num: [{ areaClass: 1 as const, count: 0, cells: 3 }] };
    const { state, score, grade } = judge(region, { counters, cells, onlyBacklog: true });
    // Without the public-report rate (nothing filed): (0.2 × 100 + 0.3 × 0 + 0.4 × 0) ÷ 0.9 = 200/9
    expect([state, score, grade]).toEqual(['scored', { exact: '200/9', printed: '22.22' }, 'E']);
  });
});
