import { expect, test } from 'vitest';
import { z } from 'zod';
import { inTwo } from './message.ts';
import { Problem } from './problem.ts';
import { readInput } from './read-input.ts';

const schema = z.object({
  words: z.string().optional(),
  rows: z.unknown().optional(),
  document: z.unknown().optional(),
});

/** The sentence with which an input is refused; null where it is taken. */
function refusal(given: object, verbatim: readonly string[] = []): string | null {
  try {
    readInput(schema, given, { verbatim });
    return null;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'SYS-INPUT') throw error;
    return inTwo(error).en;
  }
}

const TEXT = 'has a character that cannot be kept: NUL (U+0000) or half of a character';

test.each([
  ['NUL', 'a\0b'],
  ['the first half of a character', 'a\ud842'],
  ['the second half of a character', '\udfb7a'],
])('%s is refused wherever it stands, with its place', (_, text) => {
  expect(refusal({ words: text })).toBe(`The request is not as required: words: ${TEXT}.`);
  expect(refusal({ document: [{ a: text }] })).toBe(`The request is not as required: document.0.a: ${TEXT}.`);
  expect(refusal({ document: { [text]: 1 } })).toBe(`The request is not as required: document: ${TEXT}.`);
});

test('a rare character, a line break and an unassigned code point are text as any other', () => {
  expect(refusal({ words: '𠮷\r\n\u{10ffff}\ufffe' })).toBeNull();
});

test('what is read row by row keeps its characters, and its sibling does not', () => {
  expect(refusal({ rows: [{ a: '\0' }] }, ['rows'])).toBeNull();
  expect(refusal({ rows: [], document: '\0' }, ['rows'])).toContain('document: has a character');
});

test('a number beyond all numbers is refused, also where characters are not looked at', () => {
  expect(refusal({ document: JSON.parse('[1e999]') })).toContain('document.0: is too large a number');
  expect(refusal({ rows: JSON.parse('[{"a":-1e999}]') }, ['rows'])).toContain('rows.0.a: is too large a number');
});

test('lists inside of each other end somewhere', () => {
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  expect(refusal({ document: nested(60) })).toBeNull();
  expect(refusal({ document: nested(10_000) })).toContain('is nested deeper than 64 levels');
});
