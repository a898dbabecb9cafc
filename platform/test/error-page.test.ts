import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MESSAGES } from '../src/messages.ts';
import { errorPage } from '../generate/error-page.ts';

test('the page of error codes cannot be stale: it is what `npm run generate` would write', () => {
  expect(readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8')).toBe(errorPage());
});

test('every code stands on it once, and no cell breaks its table', () => {
  const lines = errorPage()
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const codes = Object.entries(MESSAGES).flatMap(([code, { kind }]) => (kind === 'phrase' ? [] : [code]));
  expect(lines.map((line) => line.split('`')[1]).toSorted()).toEqual(codes.toSorted());
  for (const line of lines) expect(line.replaceAll('\\|', '').split('|'), line).toHaveLength(8);
});
