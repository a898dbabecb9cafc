import { expect, test } from 'vitest';
import { cutText } from './cut-text.ts';

test('a text is cut before a character that would be halved', () => {
  expect(cutText('ab𠮷c', 3)).toBe('ab');
  expect(cutText('ab𠮷c', 4)).toBe('ab𠮷');
  expect(cutText('ab𠮷', 4)).toBe('ab𠮷');
  expect(cutText('abc', 2)).toBe('ab');
  expect(cutText('𠮷', 1)).toBe('');
});
