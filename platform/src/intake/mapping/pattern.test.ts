import { describe, expect, it } from 'vitest';
import { compilePattern, isCut, isPattern } from './pattern.ts';
import { compileWords } from './words.ts';

const fits = (pattern: string, text: string) => compilePattern(pattern).fits(text);
const cut = (pattern: string, text: string) => compilePattern(pattern).cut(text);

describe('a pattern', () => {
  it.each([
    ['感谢{*}', '感谢信', true],
    ['感谢{*}', '感谢', true],
    ['感谢{*}', '不感谢', false],
    ['{*}街道', '平安街道', true],
    ['{*}街道', '平安街道办', false],
    ['510981{*}', '510981001001020', true],
    ['{*}/逾期{*}', '办结/逾期2天', true],
    ['a{*}b{*}b', 'ab', false],
    ['a{*}b{*}b', 'abb', true],
    ['ab{*}ba', 'aba', false],
    ['Ａ{*}（Ｂ）', 'a1 (b)', true],
    ['{*}', '', true],
  ])('%s and "%s"', (pattern, text, expected) => {
    expect(fits(pattern, text)).toBe(expected);
  });
  it.each([
    ['({}, {*})', '(30.875700, 105.371540)', '30.875700'],
    ['({*}, {})', '(30.875700, 105.371540)', '105.371540'],
    ['({*},{})', '（30.87，105.37）', '105.37'],
    ['{}（{*}）', '射洪市市政维护所（路灯班）', '射洪市市政维护所'],
    ['{*}:{}', ' 经度 : 105.3 ', '105.3'],
    ['{}', ' 原样 ', '原样'],
    ['POINT({} {*})', 'POINT(105.3 30.8)', '105.3'],
    ['({}, {*})', '30.8', null],
  ])('%s keeps of "%s" %s', (pattern, text, expected) => {
    expect(cut(pattern, text)).toBe(expected);
  });
  it('is known by its holes, and a cut by its one part', () => {
    expect(['a{*}', '{}', 'a*', '{a}'].map(isPattern)).toEqual([true, true, false, false]);
    expect(['({}, {*})', '{*}', '{}{}', 'a'].map(isCut)).toEqual([true, false, false, false]);
  });
  it('takes no longer for a text that nearly fits than for any other', () => {
    const text = 'ab'.repeat(100_000);
    expect(fits('a{*}b{*}a{*}b{*}a{*}b{*}c', text)).toBe(false);
  });
});

describe('a table of words', () => {
  const words = compileWords(Object.entries({ '市容/{*}': 1, '市容/{*}垃圾': 2, '市容/暴露垃圾': 3, Ａ: 4, '{*}': 5 }));
  it.each([
    ['市容/暴露垃圾', 3],
    ['市容/积存垃圾', 2],
    ['市容/道路不洁', 1],
    ['a', 4],
    ['其他', 5],
    ['', undefined],
  ])('means by "%s" %s: the word itself, else the pattern that says most', (word, expected) => {
    expect(words(word)).toBe(expected);
    expect(words(word)).toBe(expected);
  });
  it('takes a star for a star', () => {
    expect(compileWords([['*', 1]])('其他')).toBeUndefined();
  });
});
