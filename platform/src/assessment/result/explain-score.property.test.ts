import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shipped, storedResult } from '../../../test/assessment/schemes.ts';
import { checkScheme } from '../scheme/check-scheme.ts';
import { COUNTER_NAMES, type CounterName } from '../scheme/counters.ts';
import { exactText, Fraction, printDecimal } from '../scheme/exact.ts';
import { compute, parseExpression } from '../scheme/expression.ts';
import { explainScore, type ScoreNode } from './explain-score.ts';

const LEAVES = ['inst_num', 'archive_num', 'need_archive_num', 'rework_num', 'postpone_num', 'bonus'];
/** Titles are letters that stand for nothing else, so that a printed formula can be worked out again. */
const title = (name: string) => ({ zh: `«${name}»`, en: `«${name}»` });
const leaf = fc.constantFrom(...LEAVES);
const number = fc.integer({ min: 1, max: 999 }).map((n) => String(n / 100));
const operand = fc.oneof(leaf, number);
const formula = fc.letrec<{ sum: string; factor: string }>((tie) => ({
  sum: fc.oneof(
    { maxDepth: 3 },
    tie('factor'),
    fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*', '/'), tie('factor')).map((parts) => parts.join(' ')),
  ),
  factor: fc.oneof(
    { maxDepth: 3 },
    operand,
    tie('sum').map((inner) => `(${inner})`),
    operand.map((inner) => `-${inner}`),
    fc.tuple(operand, operand).map(([a, b]) => `max(${a}, min(${b}, ${a}))`),
  ),
})).sum;
const step = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 10_000 }));
const steps = fc
  .uniqueArray(step, { minLength: 1, maxLength: 4, selector: ([from]) => from })
  .map((given) =>
    [[0, 5000] as const, ...given]
      .sort(([a], [b]) => a - b)
      .map(([from, points]) => ({ from: String(from), points: String(points / 100) })),
  );
const weights = fc
  .uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 3 })
  .map((cuts) => [0, ...cuts.sort((a, b) => a - b), 1000])
  .map((cuts) => cuts.slice(1).map((cut, index) => String((cut - cuts[index]!) / 1000)));

/** A scheme with every kind of definition, weighted twice over. */
const definitions = fc
  .record({
    rate: formula,
    plain: formula,
    direction: fc.constantFrom('higher', 'lower'),
    steps,
    cells: steps,
    weights,
  })
  .map(({ rate, plain, direction, steps, cells, weights }) => {
    const points = ['rate_points', 'step_points', 'cell_points', 'plain'];
    return {
      rate: { kind: 'formula', title: title('rate'), formula: rate, print: 'percent' },
      plain: { kind: 'formula', title: title('plain'), formula: plain, print: 'points' },
      rate_points: { kind: 'rate_points', title: title('rate_points'), of: 'rate', direction },
      step_points: { kind: 'bins', title: title('step_points'), of: 'plain', steps },
      cell_points: { kind: 'cell_bins', title: title('cell_points'), of: 'inst_num', steps: { 1: steps, 2: cells } },
      inner: {
        kind: 'weighted',
        title: title('inner'),
        parts: weights.map((weight, index) => ({ of: points[index], weight })),
      },
      mixed: { kind: 'formula', title: title('mixed'), formula: 'inner * 0.9 + plain', print: 'points' },
      total: {
        kind: 'weighted',
        title: title('total'),
        parts: weights.map((weight, index) => ({
          of: ['mixed', 'rate_points', 'cell_points', 'step_points'][index],
          weight,
        })),
      },
    };
  });

const figures = fc.record({
  counters: fc.record(Object.fromEntries(LEAVES.slice(0, 5).map((name) => [name, fc.nat({ max: 60 })]))),
  bonus: fc.integer({ min: -500, max: 500 }).map((n) => String(n / 100)),
  cells: fc.uniqueArray(
    fc.record({
      areaClass: fc.constantFrom(1 as const, 2 as const),
      count: fc.nat({ max: 50 }),
      cells: fc.integer({ min: 1, max: 90 }),
    }),
    { maxLength: 6, selector: ({ areaClass, count }) => `${areaClass} ${count}` },
  ),
});

/** What a node comes to, from what is printed at its leaves alone. A repeated node stands for its first appearance. */
function recompute(node: ScoreNode, known: Map<string, Fraction>): Fraction {
  if (node.isRepeated) return known.get(node.name)!;
  const below = node.children.map((child) => recompute(child, known));
  const value = ((): Fraction => {
    switch (node.kind) {
      case 'elsewhere':
      case 'counter':
      case 'input':
        return new Fraction(node.value.printed!);
      case 'formula': {
        // The longest title first: 应结案数 has 结案数 in it.
        const written = node.children
          .map((child, index) => [child.title.zh, `(${exactText(below[index]!)})`] as const)
          .sort(([a], [b]) => b.length - a.length)
          .reduce(
            (text, [name, value]) => text.replaceAll(name, value),
            node.formula!.zh.replaceAll('−', '-').replaceAll('×', '*').replaceAll('÷', '/'),
          );
        const outcome = compute(parseExpression(written), () => expect.fail(`a name is left in ${written}`));
        return 'value' in outcome ? outcome.value : expect.fail(`${written} divides by 0`);
      }
      case 'rate_points':
        return between0And100((node.direction === 'higher' ? below[0]! : new Fraction(1).sub(below[0]!)).mul(100));
      case 'bins': {
        const { steps } = node.steps[0]!;
        const reached = steps.filter(({ from }) => below[0]!.gte(from)).length || 1;
        expect(steps.map(({ applies }) => applies)).toEqual(steps.map((_, index) => index === reached - 1));
        return new Fraction(steps[reached - 1]!.points);
      }
      case 'cell_bins':
        return node
          .cells!.rows.reduce((sum, row) => sum.add(new Fraction(row.points).mul(row.cells)), new Fraction(0))
          .div(node.cells!.total);
      case 'weighted':
        return node.children.reduce(
          (sum, child, index) => sum.add(below[index]!.mul(child.weight!.replace('%', '')).div(100)),
          new Fraction(0),
        );
    }
  })();
  known.set(node.name, value);
  return value;
}

const between0And100 = (points: Fraction): Fraction =>
  points.lt(0) ? new Fraction(0) : points.gt(100) ? new Fraction(100) : points;

const cents = (printed: string): number => Math.round(Number(printed) * 100);
const walk = (node: ScoreNode): ScoreNode[] => [node, ...node.children.flatMap(walk)];

it('for any scheme and figures, the leaves of the tree come to the printed score, and so do the contributions', () => {
  let scored = 0;
  const property = fc.property(definitions, figures, (definitions, { counters, bonus, cells }) => {
    const checked = checkScheme({
      ...shipped('liangji-region-1'),
      inputs: { bonus: { title: title('bonus'), print: 'points' } },
      definitions,
      groups: [{ key: 'county', title: title('county'), score: 'total' }],
    });
    // A division that is nonsense for every figure makes a scheme unsound.
    fc.pre(checked.ok);
    const { scheme } = checked as Extract<typeof checked, { ok: true }>;
    const document = storedResult(scheme, {
      group: 'county',
      silent: false,
      counters: counters as Partial<Record<CounterName, number>>,
      inputs: { bonus },
      cells: { inst_num: cells },
    });
    const { score, noData } = explainScore(scheme, document);
    if (document.score === null) {
      expect(noData?.zh).toMatch(/^(分母|没有单元网格)/);
      expect(score.value).toMatchObject({ state: 'no_data', printed: null });
      for (const name of COUNTER_NAMES) expect(noData!.zh).not.toContain(name);
      return;
    }
    scored += 1;
    expect(noData).toBeNull();
    expect(printDecimal(recompute(score, new Map()), 2)).toBe(document.score.printed);
    expect(score.children.map((child) => child.contribution)).toEqual(document.parts.map((part) => part.contribution));
    for (const node of walk(score)) {
      if (node.kind !== 'weighted' || node.isRepeated) continue;
      const sum = node.children.reduce((total, child) => total + cents(child.contribution!), 0);
      expect(sum).toBe(cents(node.value.printed!));
    }
  });
  fc.assert(property, { numRuns: 300 });
  expect(scored).toBeGreaterThan(50);
});
