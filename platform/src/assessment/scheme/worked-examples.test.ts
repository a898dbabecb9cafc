import { describe, expect, it } from 'vitest';
import { checkScheme } from './check-scheme.ts';
import type { Scheme } from './compile-scheme.ts';
import { evaluate, type EvaluationInput, type Evaluation } from './evaluate.ts';
import { shippedSchemes } from './shipped-schemes.ts';

/** The six worked examples of evaluation.md §5.5: department, region and the four posts. */
const region = shippedSchemes().find((document) => (document as { id: string }).id === 'liangji-region-1') as Record<
  string,
  unknown
>;

function sound(document: unknown): Scheme {
  const checked = checkScheme(document);
  if (!checked.ok) throw new Error(JSON.stringify(checked.reasons));
  return checked.scheme;
}

const title = { zh: '例', en: 'example' };
const bins = (of: string, ...steps: [from: string, points: string][]) => ({
  kind: 'bins',
  title,
  of,
  steps: steps.map(([from, points]) => ({ from, points })),
});
const points = (of: string, direction: 'higher' | 'lower' = 'higher') => ({
  kind: 'rate_points',
  title,
  of,
  direction,
});
const weighted = (parts: Record<string, string>) => ({
  kind: 'weighted',
  title,
  parts: Object.entries(parts).map(([of, weight]) => ({ of, weight })),
});

/** A scheme of one group whose rates and counts are entered, as the examples give them. */
function example(rates: string[], counts: string[], definitions: Record<string, unknown>): Scheme {
  const inputs = Object.fromEntries([
    ...rates.map((name) => [name, { title, print: 'percent' }]),
    ...counts.map((name) => [name, { title, print: 'count' }]),
  ]);
  return sound({
    ...region,
    id: 'example',
    inputs,
    definitions,
    groups: [{ key: 'all', title, score: 'total' }],
  });
}

const enter = (scheme: Scheme, inputs: Record<string, string>, rest: Partial<EvaluationInput> = {}): Evaluation =>
  evaluate(scheme, { group: 'all', counters: {}, silent: false, inputs, ...rest });
const printed = (evaluation: Evaluation, ...names: string[]): string[] =>
  names.map((name) => {
    const value = evaluation.values[name]!;
    return value.state === 'value' ? value.printed : '-';
  });

const WORKLOAD: [string, string][] = [
  ['0', '0'],
  ['101', '40'],
  ['301', '60'],
  ['501', '75'],
  ['1201', '90'],
  ['2001', '100'],
];

describe('worked examples', () => {
  it('department: 立案 120, 0.95, 0.90, rework 0.02 → 92.40, A', () => {
    const department = example(['closing', 'on_time', 'rework'], ['filed'], {
      // The shared ends of the printed ranges (100–200, 200–500) are read as 101–200, 201–500: inferred.
      filed_points: bins(
        'filed',
        ['0', '100'],
        ['51', '90'],
        ['101', '75'],
        ['201', '60'],
        ['501', '40'],
        ['1000', '0'],
      ),
      closing_points: points('closing'),
      on_time_points: points('on_time'),
      rework_points: points('rework', 'lower'),
      total: weighted({ filed_points: '0.1', closing_points: '0.3', on_time_points: '0.3', rework_points: '0.3' }),
    });
    const result = enter(department, { filed: '120', closing: '0.95', on_time: '0.90', rework: '0.02' });
    expect(printed(result, 'filed_points', 'closing_points', 'on_time_points', 'rework_points')).toEqual([
      '75.00',
      '95.00',
      '90.00',
      '98.00',
    ]);
    expect(result.parts.map((part) => part.contribution)).toEqual(['7.50', '28.50', '27.00', '29.40']);
    expect(result).toMatchObject({ score: { printed: '92.40' }, grade: 'A' });
  });

  it('region class 1, weights 10/20/30/40: four cases, one public, all closed, three in time → 82.50, B', () => {
    const result = evaluate(sound(region), {
      group: 'county',
      silent: false,
      counters: {
        inst_num: 4,
        public_verified_inst_num: 1,
        need_archive_num: 4,
        archive_num: 4,
        intime_archive_num: 3,
      },
      cells: { inst_num: [{ areaClass: 1, count: 4, cells: 1 }] },
    });
    expect(result.parts.map((part) => [part.of, part.contribution])).toEqual([
      ['public_verified_points', '7.50'],
      ['filing_points', '15.00'],
      ['closing_points', '30.00'],
      ['on_time_closing_points', '30.00'],
    ]);
    expect(result).toMatchObject({ score: { exact: '165/2', printed: '82.50' }, grade: 'B' });
    expect(result.values['closing_rate']).toMatchObject({
      printed: '100.00%',
      ratio: {
        over: { printed: '4', counters: ['archive_num'] },
        under: { printed: '4', counters: ['need_archive_num'] },
      },
    });
  });

  it('collector: 0.90, missed 0.05, 0.95, 1 → 94.00, A', () => {
    const collector = example(['valid', 'missed', 'verify', 'check'], [], {
      valid_points: points('valid'),
      missed_points: points('missed', 'lower'),
      verify_points: points('verify'),
      check_points: points('check'),
      total: weighted({ valid_points: '0.4', missed_points: '0.2', verify_points: '0.2', check_points: '0.2' }),
    });
    const result = enter(collector, { valid: '0.90', missed: '0.05', verify: '0.95', check: '1' });
    expect(result).toMatchObject({ score: { printed: '94.00' }, grade: 'A' });
  });

  it('acceptor: 600 accepted, 0.90, 1 → 89.75, B', () => {
    const acceptor = example(['send_verify', 'send_check'], ['accepted'], {
      accepted_points: bins('accepted', ...WORKLOAD),
      verify_points: points('send_verify'),
      check_points: points('send_check'),
      total: weighted({ accepted_points: '0.25', verify_points: '0.4', check_points: '0.35' }),
    });
    const result = enter(acceptor, { accepted: '600', send_verify: '0.90', send_check: '1' });
    expect(result).toMatchObject({ score: { printed: '89.75' }, grade: 'B' });
    expect(printed(enter(acceptor, { accepted: '100', send_verify: '1', send_check: '1' }), 'accepted_points')).toEqual(
      ['0.00'],
    );
    expect(printed(enter(acceptor, { accepted: '2001', send_verify: '1', send_check: '1' }), 'total')).toEqual([
      '100.00',
    ]);
  });

  it('shift leader: 0.96, 0.98, 0.90 → 94.70, A', () => {
    const leader = example(['filed_in_time', 'accurate', 'closed_in_time'], [], {
      a: points('filed_in_time'),
      b: points('accurate'),
      c: points('closed_in_time'),
      total: weighted({ a: '0.25', b: '0.4', c: '0.35' }),
    });
    expect(enter(leader, { filed_in_time: '0.96', accurate: '0.98', closed_in_time: '0.90' })).toMatchObject({
      score: { printed: '94.70' },
      grade: 'A',
    });
  });

  it('dispatcher: 350 dispatched, 0.95, 0.90 → 86.00, B', () => {
    const dispatcher = example(['in_time', 'accurate'], ['dispatched'], {
      a: bins('dispatched', ...WORKLOAD),
      b: points('in_time'),
      c: points('accurate'),
      total: weighted({ a: '0.2', b: '0.4', c: '0.4' }),
    });
    expect(enter(dispatcher, { dispatched: '350', in_time: '0.95', accurate: '0.90' })).toMatchObject({
      score: { printed: '86.00' },
      grade: 'B',
    });
  });
});

describe('a county in the region scheme', () => {
  const scheme = sound(region);
  const base: EvaluationInput = {
    group: 'county',
    silent: false,
    counters: { inst_num: 10, public_verified_inst_num: 2, need_archive_num: 8, archive_num: 6, intime_archive_num: 5 },
    cells: {
      inst_num: [
        { areaClass: 1, count: 0, cells: 90 },
        { areaClass: 1, count: 1, cells: 4 },
        { areaClass: 2, count: 3, cells: 2 },
        { areaClass: 1, count: 3, cells: 4 },
      ],
    },
  };

  it('earns 100 points for each grid cell without a case, by the steps of its area class', () => {
    // (90 × 100 + 4 × 90 + 2 × 90 + 4 × 75) / 100
    expect(printed(evaluate(scheme, base), 'filing_points')).toEqual(['98.40']);
  });

  it('that sent nothing has no score, however good the figures look', () => {
    expect(evaluate(scheme, { ...base, silent: true })).toMatchObject({
      state: 'no_data',
      score: null,
      grade: null,
      reason: { code: 'SCHEME-NO-DATA-SILENCE' },
    });
  });

  it('with nothing due has no closing rate, and no score is made from what is left', () => {
    const result = evaluate(scheme, { ...base, counters: { inst_num: 10 } });
    expect(result.values['closing_rate']).toMatchObject({ state: 'no_data', reason: { code: 'SCHEME-NO-DATA-ZERO' } });
    expect(result.values['public_verified_points']).toMatchObject({ state: 'value', printed: '100.00' });
    expect(result).toMatchObject({ state: 'no_data', score: null });
  });

  it('without grid cells has no data', () => {
    expect(evaluate(scheme, { ...base, cells: {} })).toMatchObject({ reason: { code: 'SCHEME-NO-DATA-CELLS' } });
  });

  it('is graded by the unrounded score: 89.996 is printed 90.00 and stays B', () => {
    const result = evaluate(scheme, {
      ...base,
      counters: {
        inst_num: 1,
        public_verified_inst_num: 0,
        need_archive_num: 10_000,
        archive_num: 10_000,
        intime_archive_num: 7_499,
      },
      cells: { inst_num: [{ areaClass: 1, count: 0, cells: 1 }] },
    });
    expect(result).toMatchObject({ score: { printed: '90.00', exact: '22499/250' }, grade: 'B' });
  });
});
