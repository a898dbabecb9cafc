import { expect, it } from 'vitest';
import { answerOf, askOf, whyOf } from './row.ts';

const reasonWords = { zh: '工程量大', en: 'Large work' };

it('says what a body asks for, and why: by the words of the code, or its own', () => {
  const until = '2026-12-03T00:00:00+08:00';
  expect(askOf({ request: 'suspension', reason: 'large_work', reasonWords, words: '片区改造', until })).toEqual({
    ...{ request: 'suspension', why: '工程量大；片区改造', until },
  });
  expect(askOf({ request: 'extension', reason: '需吊车' })).toEqual({
    request: 'extension',
    why: '需吊车',
    until: null,
  });
  expect(askOf(null)).toBeNull();
});

it('says what was answered, with the reason where it was ended for one', () => {
  expect(answerOf({ act: 'take_back', reason: 'large_work', reasonWords })).toEqual({
    finding: null,
    words: '工程量大',
  });
  expect(answerOf({ finding: 'passed', words: '已修好' })).toEqual({ finding: 'passed', words: '已修好' });
  expect(answerOf({ act: 'take_back', version: '4' })).toBeNull();
});

it('finds no reason in what states none', () => {
  for (const nothing of [null, undefined, 'words', {}, { reason: '' }]) expect(whyOf(nothing)).toBeNull();
});
