import { describe, expect, it } from 'vitest';
import { isSearchable, searchedText, termsOf, wordsOf } from './fold-text.ts';

const pair = (two: string): number => (two.codePointAt(0)! << 16) | two.codePointAt(1)!;

describe('what of a case is searched', () => {
  it('is its words without blanks and marks, whatever width and case they were typed in', () => {
    expect(
      searchedText({ address: '滨江路１２号（Ａ座）', description: '路灯 不亮，\n已三天。', className: '路灯' }),
    ).toBe('滨江路12号a座\n路灯不亮已三天\n路灯');
    expect(searchedText({ address: null, description: null, className: null })).toBe('');
  });

  it('cannot give a telephone number away: what is masked is not there, and its ends are not joined', () => {
    const text = searchedText({ address: null, description: '联系13812345678王先生', className: null });
    expect(text).toBe('联系138\n5678王先生');
    expect(wordsOf(text).has(pair('12'))).toBe(false);
    expect(wordsOf(text).has(pair('85'))).toBe(false);
  });
});

describe('words that are looked for', () => {
  it('are folded as the texts are; blanks part them, each once', () => {
    expect(termsOf(' 滨江路，１２号  Ａ座 A座 ')).toEqual(['滨江路12号', 'a座']);
    expect(termsOf('138****5678')).toEqual(['138', '5678']);
  });

  it('need two signs: a letter outside of the basic plane is one', () => {
    expect(['路灯', '𠮷'].map(isSearchable)).toEqual([true, false]);
    expect(['路', '', ' 。 ', '路 灯'].map(isSearchable)).toEqual([false, false, false, false]);
  });

  it('are pairs of signs, each once, none across a break', () => {
    expect(wordsOf('路灯路灯')).toEqual(new Set([pair('路灯'), pair('灯路')]));
    expect(wordsOf('路\n灯')).toEqual(new Set());
  });
});
