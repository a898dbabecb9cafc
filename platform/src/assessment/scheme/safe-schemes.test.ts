import { describe, expect, it } from 'vitest';
import { sound } from '../../../test/assessment/schemes.ts';
import { checkScheme } from './check-scheme.ts';
import { evaluate } from './evaluate.ts';
import { shippedSchemes } from './shipped-schemes.ts';

type Doc = Record<string, any>;
const region = (shippedSchemes() as Doc[]).find((document) => document['id'] === 'liangji-region-1')!;
const text = { zh: '文字', en: 'text' };
const formula = (formula: string, print = 'points') => ({ kind: 'formula', title: text, formula, print });

/** A scheme whose score is `total`, with nothing else in it but what is given. */
const scheme = (definitions: Record<string, unknown>, more: Record<string, unknown> = {}): Doc => ({
  ...region,
  definitions,
  groups: [{ key: 'county', title: text, score: 'total' }],
  grades: [],
  ...more,
});
const codes = (document: unknown): string[] => {
  const checked = checkScheme(document);
  return checked.ok ? [] : checked.reasons.map(({ code }) => code);
};

describe('a scheme that would keep a server busy', () => {
  it('is refused, in no time: nineteen squarings', () => {
    const definitions: Record<string, unknown> = { d0: formula('inst_num / need_archive_num') };
    for (let n = 1; n <= 19; n++) definitions[`d${n}`] = formula(`d${n - 1} * d${n - 1}`);
    const before = performance.now();
    expect(codes(scheme({ ...definitions, total: formula('d19') }))).toEqual(['SCHEME-BUDGET']);
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  it('is refused: the same by division, by one long formula, and by sums of many denominators', () => {
    const inverse: Record<string, unknown> = { d0: formula('inst_num / need_archive_num') };
    for (let n = 1; n <= 12; n++) inverse[`d${n}`] = formula(`d${n - 1} / (1 / d${n - 1})`);
    expect(codes(scheme({ ...inverse, total: formula('d12') }))).toEqual(['SCHEME-BUDGET']);
    const product = Array.from({ length: 45 }, () => 'inst_num').join('*');
    expect(codes(scheme({ total: formula(product) }))).toEqual(['SCHEME-BUDGET']);
    const sum = Array.from({ length: 60 }, (_, n) => `1/(${n + 2}.123456789*inst_num)`);
    const parts = Object.fromEntries(
      Array.from({ length: 6 }, (_, n) => [`s${n}`, formula(sum.slice(n * 10, n * 10 + 10).join('+'))]),
    );
    expect(codes(scheme({ ...parts, total: formula('s0+s1+s2+s3+s4+s5') }))).toEqual(['SCHEME-BUDGET']);
  });

  it('is refused: more names than any bulletin prints', () => {
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`d${n}`, formula('inst_num')]));
    expect(codes(scheme({ ...many, total: formula('d1') }))).toEqual(['SCHEME-SHAPE']);
  });

  it('but twenty weighted rates are not too many', () => {
    const rates = Array.from({ length: 20 }, (_, n) => `r${n}`);
    const document = scheme({
      ...Object.fromEntries(rates.map((name) => [name, formula('archive_num / need_archive_num * 100')])),
      total: { kind: 'weighted', title: text, parts: rates.map((of) => ({ of, weight: '0.05' })) },
    });
    const counters = { archive_num: 3, need_archive_num: 7 };
    const { score } = evaluate(sound(document), { group: 'county', counters, silent: false });
    expect(score).toEqual({ exact: '300/7', printed: '42.86' });
  });
});

describe('a scheme that refers to itself', () => {
  it('is refused with the circle, however long, and never ends in a fault', () => {
    expect(codes(scheme({ total: formula('total + 1') }))).toEqual(['SCHEME-CYCLE']);
    const chain = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`d${n}`, formula(`d${(n + 1) % 150}`)]));
    expect(codes(scheme({ ...chain, total: formula('d0') }))).toEqual(['SCHEME-CYCLE']);
  });
  it('is refused where a sum over the group would need itself', () => {
    const document = scheme({ share: formula('inst_num / sum_of_group(share)'), total: formula('share') });
    expect(codes(document)).toEqual(['SCHEME-CYCLE']);
  });
  it('is refused where brackets or signs go deeper than anybody reads', () => {
    expect(codes(scheme({ total: formula(`${'('.repeat(240)}1${')'.repeat(240)}`) }))).toEqual(['SCHEME-SYNTAX']);
    expect(codes(scheme({ total: formula(`${'-'.repeat(240)}1`) }))).toEqual(['SCHEME-SYNTAX']);
  });
});

describe('names that every object has', () => {
  it.each(['constructor'])('%s is refused as a name of an input or definition', (name) => {
    const inputs = { [name]: { title: text, print: 'points', default: '1' } };
    expect(codes(scheme({ total: formula('1') }, { inputs }))).toEqual(['SCHEME-SHAPE']);
    expect(codes(scheme({ total: formula('1'), [name]: formula('1') }))).toEqual(['SCHEME-SHAPE']);
  });
  it('as a reference is an unknown name, in a formula, a part, a score and an exception', () => {
    expect(codes(scheme({ total: formula('constructor + 1') }))).toEqual(['SCHEME-UNKNOWN-NAME']);
    expect(codes(scheme({ total: formula('previous(constructor)') }))).toEqual(['SCHEME-UNKNOWN-NAME']);
    const weighted = { kind: 'weighted', title: text, parts: [{ of: 'constructor', weight: '1' }] };
    expect(codes(scheme({ total: weighted }))).toContain('SCHEME-UNKNOWN-NAME');
  });
  it('__proto__ is refused wherever it stands, not dropped without a word', () => {
    for (const part of ['inputs', 'definitions']) {
      const document = JSON.parse(
        JSON.stringify(scheme({ total: formula('a') }, { inputs: { a: { title: text, print: 'points' } } })).replace(
          `"${part}":{`,
          `"${part}":{"__proto__":{"kind":"x"},`,
        ),
      );
      expect(codes(document), part).toEqual(['SCHEME-SHAPE']);
    }
  });
});

describe('what cannot be stored or shown', () => {
  it.each([
    ['a NUL in a title', { title: { zh: '方\u0000案', en: 'scheme' } }],
    ['half a character in a source', { source: { zh: '\ud842', en: 'source' } }],
    ['a NUL in a grade', { grades: [{ grade: 'A\u0000', from: '0', colour: 'green' }] }],
    ['a NUL in a group', { groups: [{ key: 'county\u0000', title: text, score: 'total' }] }],
  ])('%s is refused', (_, more) => {
    expect(codes(scheme({ total: formula('100 - inst_num') }, more))).toEqual(['SCHEME-SHAPE']);
  });
});

describe('absurd numbers in a formula', () => {
  it.each([
    ['a literal of four hundred digits', '9'.repeat(400)],
    ['ten digits', '1000000000'],
    ['ten digits behind the point', '0.0000000001'],
  ])('%s is refused where it stands', (_, literal) => {
    const checked = checkScheme(scheme({ total: formula(`inst_num * ${literal}`) }));
    expect(checked).toMatchObject({
      ok: false,
      reasons: [{ code: 'SCHEME-SYNTAX', details: { name: 'total', at: 12 } }],
    });
  });
});

describe('labels that lie', () => {
  it.each([
    ['inst_num', 'percent'],
    ['inst_num * archive_num', 'percent'],
    ['inst_num + 1', 'percent'],
    ['total * 2', 'percent'],
    ['archive_num / need_archive_num', 'count'],
    ['closing_rate + inst_num', 'count'],
    ['sum_of_group(inst_num)', 'percent'],
  ])('%s printed as %s is refused', (text, print) => {
    const rate = formula('archive_num / need_archive_num', 'percent');
    const document = scheme({ closing_rate: rate, total: formula('inst_num'), odd: formula(text, print) });
    expect(codes(document)).toEqual(['SCHEME-PRINT']);
  });
  it.each([
    ['archive_num / max(need_archive_num, 1)', 'percent'],
    ['1 - archive_num / need_archive_num', 'percent'],
    ['inst_num / sum_of_group(inst_num)', 'percent'],
    ['inst_num - archive_num', 'count'],
    ['(inst_num + archive_num) / 2', 'count'],
    ['100 - inst_num * 0.5', 'points'],
  ])('%s printed as %s is not', (text, print) => {
    expect(codes(scheme({ total: formula('inst_num'), right: formula(text, print) }))).toEqual([]);
  });
});
