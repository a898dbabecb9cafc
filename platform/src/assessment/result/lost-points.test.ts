import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shipped, sound, storedResult } from '../../../test/assessment/schemes.ts';
import { Fraction } from '../scheme/exact.ts';
import { printContributions } from '../scheme/evaluate.ts';
import type { SchemeDocument } from '../scheme/scheme-document.ts';
import type { Weighted } from '../scheme/weigh.ts';
import { explainScore } from './explain-score.ts';
import { indicatorsOf } from './indicators.ts';
import { printLost } from './lost-points.ts';

const title = { zh: '例', en: 'example' };
const region = sound(shipped('liangji-region-1'));
const pointsOf = (scheme: typeof region, counters: Record<string, number>, extra = {}) => {
  const explained = explainScore(scheme, storedResult(scheme, { group: 'county', silent: false, counters, ...extra }));
  const parts = indicatorsOf(explained).map((one) => [one.contribution, one.full, one.lost, one.direction]);
  return { score: explained.score.value.printed, lost: explained.score.lost, parts };
};

describe('what a county lost', () => {
  it('is shown for each indicator, beside what it could have earned, and which way is better', () => {
    // Public reports 1 of 5: 80 of 100 points; cells: mean of 90 and 100; closed 4 of 6, three of them in time.
    const counters = { inst_num: 5, public_verified_inst_num: 1, need_archive_num: 6, archive_num: 4, intime_archive_num: 3 }; // prettier-ignore
    const cells = { inst_num: [{ areaClass: 1, count: 1, cells: 1 }, { areaClass: 1, count: 0, cells: 1 }] }; // prettier-ignore
    expect(pointsOf(region, counters, { cells })).toEqual({
      score: '67.00',
      lost: '33.00',
      parts: [
        ['8.00', '10.00', '2.00', 'lower'],
        ['19.00', '20.00', '1.00', 'higher'],
        ['20.00', '30.00', '10.00', 'higher'],
        ['20.00', '40.00', '20.00', 'higher'],
      ],
    });
  });

  it('adds up to the hundredth where no part is a round figure', () => {
    // 10 × 6/7 = 8.571…, 20 × 95 %, 30 × 5/7 = 21.428…, 40 × 4/7 = 22.857…: 71.857… is printed 71.86.
    const counters = { inst_num: 7, public_verified_inst_num: 1, need_archive_num: 7, archive_num: 5, intime_archive_num: 4 }; // prettier-ignore
    const cells = { inst_num: [{ areaClass: 1, count: 1, cells: 1 }, { areaClass: 1, count: 0, cells: 1 }] }; // prettier-ignore
    expect(pointsOf(region, counters, { cells })).toMatchObject({
      score: '71.86',
      lost: '28.14',
      parts: [
        ['8.57', '10.00', '1.43', 'lower'],
        ['19.00', '20.00', '1.00', 'higher'],
        ['21.43', '30.00', '8.57', 'higher'],
        ['22.86', '40.00', '17.14', 'higher'],
      ],
    });
  });

  it('is nothing for a part that is left out: the others could earn its points as well', () => {
    // Only the backlog is judged: 2 due, none closed; public reports and cells have no data, 30 and 40 become 42.86 and 57.14.
    expect(pointsOf(region, { need_archive_num: 2 }, { onlyBacklog: true })).toEqual({
      score: '0.00',
      lost: '100.00',
      parts: [
        [null, null, null, 'lower'],
        [null, null, null, 'higher'],
        ['0.00', '42.86', '42.86', 'higher'],
        ['0.00', '57.14', '57.14', 'higher'],
      ],
    });
  });

  it('is not shown of a score that is no weighted sum, nor of one that does not exist', () => {
    const plain = sound({
      ...shipped('liangji-region-1'),
      definitions: { total: { kind: 'formula', title, formula: '100 - rework_num', print: 'points' } },
    });
    expect(pointsOf(plain, { rework_num: 3 })).toEqual({ score: '97.00', lost: null, parts: [] });
    const nothingDue = pointsOf(region, { inst_num: 1 });
    expect([nothingDue.lost, ...nothingDue.parts.map(([, full, lost]) => [full, lost])]).toEqual([
      null,
      ...Array.from({ length: 4 }, () => [null, null]),
    ]);
  });

  it('is less than nothing where a part gives more than its 100 points', () => {
    const generous = sound({
      ...shipped('liangji-region-1'),
      definitions: {
        extra: { kind: 'formula', title, formula: '100 + archive_num', print: 'points' },
        plain: { kind: 'formula', title, formula: '90 - rework_num', print: 'points' },
        total: {
          kind: 'weighted',
          title,
          parts: [
            { of: 'extra', weight: '0.5' },
            { of: 'plain', weight: '0.5' },
          ],
        },
      },
    });
    expect(pointsOf(generous, { archive_num: 4, rework_num: 10 })).toEqual({
      score: '92.00',
      lost: '8.00',
      parts: [
        ['52.00', '50.00', '-2.00', 'higher'],
        ['40.00', '50.00', '10.00', 'higher'],
      ],
    });
  });
});

describe('which way is better', () => {
  const by = (points: string[]) =>
    sound({
      ...shipped('liangji-region-1'),
      definitions: {
        per_case: { kind: 'formula', title, formula: 'multi_rework_num + rework_num', print: 'count' },
        filed_points: {
          kind: 'bins',
          title,
          of: 'per_case',
          steps: points.map((each, index) => ({ from: String(index * 10), points: each })),
        },
        total: { kind: 'weighted', title, parts: [{ of: 'filed_points', weight: '1' }] },
      },
    });
  it.each([
    ['lower', ['100', '90', '90', '0']],
    ['higher', ['0', '60', '100']],
    [null, ['60', '100', '60']],
    [null, ['100']],
  ] as const)('follows from the bands as they rise or fall throughout: %s', (direction, points) => {
    const [[, , , found] = []] = pointsOf(by([...points]), { inst_num: 5 }).parts;
    expect(found).toBe(direction);
  });
});

const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 7 }).map((some) => {
  const at = [0, ...some.sort((a, b) => a - b), 10_000];
  return at.slice(1).map((cut, index) => String((cut - at[index]!) / 10_000));
});
const parts = cuts.chain((weights) =>
  fc.tuple(
    ...weights.map((weight) =>
      fc.record({
        weight: fc.constant(weight),
        points: fc.option(fc.oneof(fc.constant([100, 1]), fc.tuple(fc.nat({ max: 700 }), fc.constant(7)))),
      }),
    ),
  ),
);

it('adds up whatever the weights, the points, the decimals and the way of rounding; who lost nothing is printed so', () => {
  const modes = fc.constantFrom('half_up', 'half_even', 'down' as const);
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: 3 }), modes, (given, decimals, mode) => {
      const document = {
        rounding: { percent: 2, points: decimals, mode },
        definitions: {},
      } as unknown as SchemeDocument;
      const definition: Weighted = {
        ...{ kind: 'weighted', title },
        parts: given.map(({ weight }, index) => ({ of: `p${index}`, weight, without_data: 'leave_out' })),
      };
      const exact = given.map(({ points }) => points && new Fraction(points[0]!).div(points[1]!));
      const of = (name: string) => exact[Number(name.slice(1))] ?? null;
      const lost = printLost({ document }, 'total', definition, of, false);
      const earned = printContributions({ document }, 'total', definition, of, false);
      if (exact.every((each) => each === null)) return void expect(lost.every((each) => each === null)).toBe(true);
      const sum = (texts: (string | undefined)[]): string =>
        texts.reduce((all, each) => all.add(each ?? 0), new Fraction(0)).toString();
      const score = sum(earned.map((each) => each ?? undefined));
      expect(sum(lost.map((each) => each?.lost))).toBe(new Fraction(100).sub(score).toString());
      expect(sum(lost.map((each) => each?.full))).toBe('100');
      for (const [index, each] of lost.entries()) {
        expect(each === null).toBe(exact[index] === null);
        if (each === null) continue;
        expect(new Fraction(each.lost).gte(0)).toBe(true);
        if (exact[index]!.equals(100)) expect(Number(each.lost)).toBe(0);
        const isRound = given.every(({ weight }) => new Fraction(weight).mul(100).mul(10 ** decimals).d === 1n);
        if (isRound && !exact.includes(null)) {
          expect(new Fraction(each.full).equals(new Fraction(given[index]!.weight).mul(100))).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});
