import { describe, expect, it } from 'vitest';
import { minus, plain, signed, signOf, size } from './decimal.ts';

describe('printed decimals', () => {
  it.each([
    ['92.40', '90.15', '2.25'],
    ['90.15', '92.40', '-2.25'],
    ['0.10', '0.30', '-0.20'],
    ['100', '99.995', '0.005'],
    ['-1.50', '0.25', '-1.75'],
    ['7', '7', '0'],
    ['33.33', '33.33', '0.00'],
    ['9007199254740993.01', '9007199254740993.00', '0.01'],
  ])('%s less %s is %s, to the digit', (a, b, difference) => expect(minus(a, b)).toBe(difference));

  it('are not guessed at', () => {
    expect(() => minus('97.19%', '1')).toThrow('97.19%');
    expect(() => minus('', '1')).toThrow(RangeError);
  });

  it('say which way they point, also when nothing is left', () => {
    expect(['2.25', '-2.25', '0.00', '-0.00'].map(signOf)).toEqual([1, -1, 0, 0]);
    expect(['2.25', '-2.25', '0.00'].map(signed)).toEqual(['+2.25', '−2.25', '0.00']);
    expect(size('-2.25')).toBe('2.25');
    expect(['97.19%', '95.00'].map(plain)).toEqual(['97.19', '95.00']);
  });
});
