import { expect, test } from 'vitest';
import { isDeeper } from './depth.ts';

test.each([
  ['[[[1]]]', 3, false],
  ['[[[[1]]]]', 3, true],
  ['{"a":{"b":[1]}}', 3, false],
  ['{"a":{"b":[[1]]}}', 3, true],
  ['[[1],[1],[1],[1]]', 2, false],
  ['["[[[[[["]', 1, false],
  [String.raw`["\"[[[[","\\",["[\\"]]`, 2, false],
  [String.raw`["\\\"[[", [[1]]]`, 2, true],
  ['"never ends [[[[', 0, false],
  ['', 0, false],
])('%s is more than %i deep: %s', (text, most, expected) => {
  expect(isDeeper(text, most)).toBe(expected);
});

test('a megabyte of brackets, or of one string, is answered in no time', () => {
  const before = performance.now();
  expect(isDeeper('['.repeat(1_000_000), 64)).toBe(true);
  expect(isDeeper(`"${'[\\"'.repeat(300_000)}"`, 64)).toBe(false);
  expect(performance.now() - before).toBeLessThan(1_000);
});
