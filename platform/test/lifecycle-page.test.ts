import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lifecyclePage } from '../generate/lifecycle-page.ts';

it('the page of the lifecycle is what its table says; npm run generate writes it', () => {
  expect(readFileSync(new URL('../docs/lifecycle.md', import.meta.url), 'utf8')).toBe(lifecyclePage());
});
