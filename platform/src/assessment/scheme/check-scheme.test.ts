import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScheme } from './check-scheme.ts';
import { Fraction, printDecimal } from './exact.ts';
import { compute, parseExpression, printExpression, SyntaxFault, type Expression } from './expression.ts';
import { rank } from '../result/rank.ts';
import { shippedSchemes } from './shipped-schemes.ts';

type Doc = Record<string, any>;
const shipped = shippedSchemes() as Doc[];
const region = shipped.find((document) => document['id'] === 'liangji-region-1')!;

/** The region scheme with one thing changed. */
function changed(change: (document: Doc) => void): Doc {
  const document = structuredClone(region);
  change(document);
  return document;
}

const codes = (document: unknown): string[] => {
  const checked = checkScheme(document);
  return checked.ok ? [] : checked.reasons.map((reason) => reason.code);
};

describe('the assessor of 遂宁 writes a scheme', () => {
  it('and the shipped ones are sound', () => {
    expect(shipped.map((document) => document['id'])).toEqual(['liangji-region-1', 'yuncheng-2026']);
    for (const document of shipped) expect(codes(document)).toEqual([]);
  });

  it.each<[string, string[], (document: Doc) => void]>([
    [
      'with a counter that does not exist',
      ['SCHEME-UNKNOWN-NAME'],
      (d) => (d['definitions'].closing_rate.formula = 'archive_num / due_num'),
    ],
    [
      'with a score that does not exist',
      ['SCHEME-UNKNOWN-NAME', 'SCHEME-NOT-POINTS'],
      (d) => (d['groups'][0].score = 'sum'),
    ],
    [
      'with an exception for an unknown counter',
      ['SCHEME-UNKNOWN-NAME'],
      (d) => (d['belonging'].except.xyz_num = 'filed'),
    ],
    ['with weights that add up to 0.7', ['SCHEME-WEIGHTS'], (d) => (d['definitions'].total.parts[3].weight = '0.1')],
    [
      'with a negative weight',
      ['SCHEME-WEIGHT'],
      (d) => ((d['definitions'].total.parts[0].weight = '-0.1'), (d['definitions'].total.parts[1].weight = '0.4')),
    ],
    [
      'with weights that miss 1 by a hair',
      ['SCHEME-WEIGHTS'],
      (d) => (d['definitions'].total.parts[3].weight = '0.400000001'),
    ],
    [
      'with definitions in a circle',
      ['SCHEME-CYCLE'],
      (d) => (d['definitions'].closing_rate.formula = 'closing_points / need_archive_num'),
    ],
    ['that divides by zero', ['SCHEME-DIVISION'], (d) => (d['definitions'].closing_rate.formula = 'archive_num / 0')],
    [
      'that divides by a difference of the same',
      ['SCHEME-DIVISION'],
      (d) => (d['definitions'].closing_rate.formula = 'archive_num / (inst_num - inst_num)'),
    ],
    [
      'that divides a thing by itself',
      ['SCHEME-DIVISION'],
      (d) => (d['definitions'].closing_rate.formula = '(archive_num) / archive_num'),
    ],
    ['with half a formula', ['SCHEME-SYNTAX'], (d) => (d['definitions'].closing_rate.formula = 'archive_num /')],
    ['with code in a formula', ['SCHEME-SYNTAX'], (d) => (d['definitions'].closing_rate.formula = 'process.exit(1)')],
    [
      'that names a definition like a counter',
      ['SCHEME-NAME-TAKEN'],
      (d) => (d['definitions'].inst_num = d['definitions'].closing_rate),
    ],
    ['with steps out of order', ['SCHEME-BINS'], (d) => (d['definitions'].filing_points.steps[1][2].from = '1')],
    ['with 110 points', ['SCHEME-BINS'], (d) => (d['definitions'].filing_points.steps[2][0].points = '110')],
    [
      'that judges cells by a counter not kept per cell',
      ['SCHEME-CELL-COUNTER'],
      (d) => (d['definitions'].filing_points.of = 'rework_num'),
    ],
    ['with grades that rise', ['SCHEME-GRADES'], (d) => d['grades'].reverse()],
    ['with a hole below the last grade', ['SCHEME-GRADES'], (d) => d['grades'].pop()],
    [
      'that makes points of a count',
      ['SCHEME-NOT-A-RATE'],
      (d) => (d['definitions'].closing_points.of = 'archive_num'),
    ],
    [
      'that weighs a rate as if it were points',
      ['SCHEME-NOT-POINTS'],
      (d) => (d['definitions'].total.parts[2].of = 'closing_rate'),
    ],
    ['that keeps a backlog by filing date', ['SCHEME-BACKLOG'], (d) => (d['belonging'].date = 'filed')],
    ['with a setting nobody knows', ['SCHEME-SHAPE'], (d) => (d['weights'] = [1])],
    ['without groups', ['SCHEME-SHAPE'], (d) => (d['groups'] = [])],
  ])('%s: it is refused with the reason', (_, expected, change) => {
    expect(codes(changed(change))).toEqual(expected);
  });

  it('and hears every reason at once, in both languages', () => {
    const checked = checkScheme(
      changed((d) => {
        d['definitions'].total.parts[3].weight = '0.1';
        d['definitions'].closing_rate.formula = 'archive_num / due_num';
      }),
    );
    expect(checked).toMatchObject({
      ok: false,
      reasons: [
        { zh: 'closing_rate 使用了未知名称 due_num。', en: 'closing_rate uses the unknown name due_num.' },
        { en: 'The weights of total add up to 7/10, not to 1.' },
      ],
    });
  });

  it('and anything that is no scheme at all is refused, never a crash', () => {
    for (const input of [null, 1, [], {}, '{}', { ...region, definitions: { constructor: 1 } }]) {
      expect(codes(input).every((code) => code === 'SCHEME-SHAPE')).toBe(true);
      expect(codes(input)).not.toEqual([]);
    }
    expect(codes(changed((d) => (d['groups'][0].score = 'constructor')))).toContain('SCHEME-UNKNOWN-NAME');
  });
});

const NAMES: Record<string, number> = { a: 7, b: 3, c: -2 };
const expression: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.nat({ max: 99 }).map((value): Expression => ({ kind: 'number', value: new Fraction(value) })),
    fc.constantFrom(...Object.keys(NAMES)).map((name): Expression => ({ kind: 'name', name })),
    tie('tree').map((of): Expression => ({ kind: 'negate', of })),
    fc.record({
      kind: fc.constant('binary' as const),
      op: fc.constantFrom('+', '-', '*', '/'),
      left: tie('tree'),
      right: tie('tree'),
    }) as fc.Arbitrary<Expression>,
    fc.record({
      kind: fc.constant('call' as const),
      fn: fc.constantFrom('min', 'max'),
      args: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }) as fc.Arbitrary<Expression>,
  ),
})).tree;

describe('formulas', () => {
  it('mean the same after printing and reading again', () => {
    const value = (formula: Expression): string => {
      const outcome = compute(formula, (name) => new Fraction(NAMES[name]!));
      return 'value' in outcome ? outcome.value.toFraction() : 'zero';
    };
    fc.assert(
      fc.property(expression, (formula) => {
        const text = printExpression(formula);
        const again = parseExpression(text);
        expect(printExpression(again)).toBe(text);
        expect(value(again)).toBe(value(formula));
      }),
    );
  });

  it('bind products before sums, from left to right', () => {
    const value = (text: string): number => {
      const outcome = compute(parseExpression(text), (name) => new Fraction(NAMES[name]!));
      return 'value' in outcome ? outcome.value.valueOf() : NaN;
    };
    expect(
      ['1+2*3', '8/4/2', '10-3-2', '-a+b', '(1+2)*3', 'min(a, b, 5)', 'max(a - 10, c)', '0.1+0.2'].map(value),
    ).toEqual([7, 1, 5, -4, 9, 3, -2, 0.3]);
    expect(value('a / (b + c - 1)')).toBeNaN();
  });

  it('say where they go wrong', () => {
    for (const [text, at] of [
      ['a +', 4],
      ['a $ b', 3],
      ['(a', 3],
      ['a b', 3],
      ['', 1],
      ['min(a,)', 7],
    ] as const) {
      expect(() => parseExpression(text)).toThrow(SyntaxFault);
      try {
        parseExpression(text);
      } catch (error) {
        expect((error as SyntaxFault).at).toBe(at);
      }
    }
    expect(() => parseExpression('('.repeat(10_000))).toThrow(SyntaxFault);
    expect(() => parseExpression('-'.repeat(10_000))).toThrow(SyntaxFault);
  });
});

describe('printing', () => {
  it.each([
    ['96.175', 2, '96.18'],
    ['96.1749999', 2, '96.17'],
    ['1/3', 2, '0.33'],
    ['0.005', 2, '0.01'],
    ['-0.005', 2, '-0.01'],
    ['-0.004', 2, '0.00'],
    ['2.5', 0, '3'],
    ['100', 2, '100.00'],
  ] as const)('%s with %i decimals is %s', (value, decimals, expected) => {
    expect(printDecimal(new Fraction(value), decimals)).toBe(expected);
  });
});

describe('ranks', () => {
  it('are shared by equal scores, kept inside a group, and denied to those without a score', () => {
    const ranks = rank([
      { id: '船山区', group: 'county', score: '90' },
      { id: '安居区', group: 'county', score: '165/2' },
      { id: '射洪市', group: 'county', score: '82.5' },
      { id: '蓬溪县', group: 'county', score: '80' },
      { id: '大英县', group: 'county', score: null },
      { id: '物流港', group: 'zone', score: '10' },
    ]);
    expect([...ranks].map(([id, { rank, of }]) => `${id} ${rank}/${of}`)).toEqual([
      '船山区 1/4',
      '安居区 2/4',
      '射洪市 2/4',
      '蓬溪县 4/4',
      '物流港 1/1',
    ]);
    expect(ranks.has('大英县')).toBe(false);
  });
});
