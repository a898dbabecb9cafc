import { describe, expect, it } from 'vitest';
import { shipped, sound } from '../../../test/assessment/schemes.ts';
import { sidesOf, type Sides } from '../scheme/sides.ts';
import { breakDown, countersOf } from './break-down.ts';
import type { CountedGroup } from './count-groups.ts';

const region = sound(shipped('liangji-region-1'));
const yuncheng = sound(shipped('yuncheng-2026'));
const PERCENT = { decimals: 2, mode: 'half_up' } as const;
const sides = (name: string, scheme = region): Sides => {
  const found = sidesOf(scheme, name);
  if (found === null) throw new Error(`${name} has no sides`);
  return found;
};
const group = (key: string | null, archive_num: number, need_archive_num: number): CountedGroup => ({
  ...{ key, counts: { archive_num, need_archive_num } },
});
const of = (lost: string, direction: 'higher' | 'lower' = 'higher') => ({ direction, lost, decimals: 2 });

describe('a closing rate by class', () => {
  // 6 of 9 closed: 30 × 3/9 = 10 points lost; two of the three cases that are open are litter.
  const groups = [group('1', 2, 2), group('2', 3, 5), group(null, 1, 2)];

  it('shows what cost most first, and comes to the total in cases and points', () => {
    expect(breakDown(groups, sides('closing_rate'), PERCENT, of('10.00'))).toEqual({
      groups: [
        { key: '2', numerator: 3, denominator: 5, rate: '60.00%', lost: '6.67' },
        { key: null, numerator: 1, denominator: 2, rate: '50.00%', lost: '3.33' },
        { key: '1', numerator: 2, denominator: 2, rate: '100.00%', lost: '0.00' },
      ],
      rest: null,
      total: { numerator: 6, denominator: 9, rate: '66.67%', lost: '10.00' },
    });
  });

  it('shows no points where they do not follow from the rate, the largest group still first', () => {
    const { groups: shown, total } = breakDown(groups, sides('closing_rate'), PERCENT, null);
    expect(shown.map(({ key, lost }) => [key, lost])).toEqual([
      ['2', null],
      [null, null],
      ['1', null],
    ]);
    expect(total.lost).toBeNull();
  });

  it('puts all after the twentieth into one line', () => {
    const many = Array.from({ length: 23 }, (_, index) => group(String(index), 0, 23 - index));
    const { groups: shown, rest, total } = breakDown(many, sides('closing_rate'), PERCENT, of('30.00'));
    // 23 + 22 + … + 1 = 276; the last three hold 3 + 2 + 1 of them: 30 × 6/276 = 0.65…
    expect(shown.map(({ denominator }) => denominator)).toEqual(Array.from({ length: 20 }, (_, index) => 23 - index));
    expect(rest).toEqual({ count: 3, numerator: 0, denominator: 6, rate: '0.00%', lost: expect.stringMatching(/^0\.6[4-6]$/) as unknown }); // prettier-ignore
    expect(total).toEqual({ numerator: 0, denominator: 276, rate: '0.00%', lost: '30.00' });
    const cents = [...shown, rest].map((each) => Math.round(Number(each?.lost) * 100));
    expect(cents.reduce((sum, each) => sum + each, 0)).toBe(3000);
  });

  it('lost nothing where nobody lost anything', () => {
    const { groups: shown, total } = breakDown([group('1', 2, 2)], sides('closing_rate'), PERCENT, of('0.00'));
    expect([shown[0]?.lost, total.lost]).toEqual(['0.00', '0.00']);
  });
});

describe('a rate that should be low', () => {
  it('is cost by the cases that are in its numerator', () => {
    const counted = [
      { key: 'patrol', counts: { inst_num: 8 } },
      { key: 'public', counts: { inst_num: 2, public_verified_inst_num: 2 } },
    ];
    const { groups } = breakDown(counted, sides('public_verified_rate'), PERCENT, of('2.00', 'lower'));
    expect(groups).toEqual([
      { key: 'public', numerator: 2, denominator: 2, rate: '100.00%', lost: '2.00' },
      { key: 'patrol', numerator: 0, denominator: 8, rate: '0.00%', lost: '0.00' },
    ]);
  });
});

describe('sums of counters', () => {
  it('are broken down like single ones, what is taken off as well', () => {
    const rate = sides('on_time_closing_rate', yuncheng); // (archive_num - overtime_archive_num) / need_archive_num
    expect(countersOf(rate)).toEqual(['archive_num', 'overtime_archive_num', 'need_archive_num']);
    const counted = [{ key: '1', counts: { archive_num: 5, overtime_archive_num: 2, need_archive_num: 6 } }];
    expect(breakDown(counted, rate, PERCENT, null).total).toEqual({ numerator: 3, denominator: 6, rate: '50.00%', lost: null }); // prettier-ignore
  });

  it.each([
    ['a product', 'archive_num * 2 / need_archive_num'],
    ['a larger one of two', 'max(archive_num, inst_num) / need_archive_num'],
    ['a number of times', 'multi_rework_num / need_archive_num'],
    ['a number beside cases', '(archive_num + 1) / need_archive_num'],
    ['an earlier period', 'previous(archive_num) / need_archive_num'],
    ['no division', 'archive_num + inst_num'],
  ])('and nothing else is: %s', (_, formula) => {
    const title = { zh: '例', en: 'example' };
    const scheme = sound({
      ...shipped('liangji-region-1'),
      definitions: {
        odd: { kind: 'formula', title, formula, print: 'points' },
        total: { kind: 'weighted', title, parts: [{ of: 'odd', weight: '1' }] },
      },
    });
    expect(sidesOf(scheme, 'odd')).toBeNull();
  });
});
