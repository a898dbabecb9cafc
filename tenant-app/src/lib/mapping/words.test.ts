import { expect, test } from 'vitest';
import { meaningOf } from './words.ts';

const word = (fields: Partial<Parameters<typeof meaningOf>[0]>) =>
  meaningOf({ field: 'class', word: 'x', means: null, name: null, also: null, ...fields });

test('a word is explained by the name of what it stands for, with its code', () => {
  expect(word({ means: 'event:0110', name: '暴露垃圾' })).toBe('暴露垃圾（event:0110）');
  expect(word({ means: 'event:0110', name: '暴露垃圾', also: '一般' })).toBe('暴露垃圾（event:0110） · 一般');
  expect(word({ field: 'unit', means: 'u21' })).toBe('u21');
});

test('stages, sources and flags are those of every other screen', () => {
  expect(word({ field: 'status', means: 'closed' })).toBe('已结案');
  expect(word({ field: 'source', means: 'hotline', also: 'public' })).toBe('热线 · 公众');
  expect(word({ field: 'selfHandled', means: 'true' })).toBe('是');
});

test('a word that means nothing says so, and one that leaves the row aside too', () => {
  expect(word({ field: 'empty' })).toBe('视为空');
  expect(word({ field: 'skip' })).toBe('按对照跳过');
});
