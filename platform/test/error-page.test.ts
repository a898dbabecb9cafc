import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CATALOGUE } from '../src/kernel/problems.ts';
import { errorPage } from '../generate/error-page.ts';

test('the page of error codes cannot be stale: it is what `npm run generate` would write', () => {
  expect(readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8')).toBe(errorPage());
});

test('every code stands on it once, and no cell breaks its table', () => {
  const lines = errorPage()
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(lines.map((line) => line.split('`')[1]).toSorted()).toEqual(Object.keys(CATALOGUE).toSorted());
  for (const line of lines) expect(line.replaceAll('\\|', '').split('|'), line).toHaveLength(8);
});
