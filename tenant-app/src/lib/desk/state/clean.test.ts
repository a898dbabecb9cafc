import { expect, it } from 'vitest';
import { isClean } from './clean.ts';

const field = (tagName: string, value: string, type = 'text', readOnly = false) => ({ tagName, type, value, readOnly });

it('a page is clean while nothing is typed in it; what cannot be typed does not count', () => {
  expect(isClean([])).toBe(true);
  expect(isClean([field('INPUT', ''), field('TEXTAREA', ''), field('INPUT', 'on', 'checkbox')])).toBe(true);
  expect(isClean([field('INPUT', '/desk', 'hidden')])).toBe(true);
  expect(isClean([field('TEXTAREA', 'kept to copy', 'textarea', true)])).toBe(true);
  expect(isClean([field('INPUT', ''), field('TEXTAREA', '位', 'textarea')])).toBe(false);
  expect(isClean([field('INPUT', '0412', 'search')])).toBe(false);
});
