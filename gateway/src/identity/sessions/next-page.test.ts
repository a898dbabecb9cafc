import { expect, test } from 'vitest';
import { nextPage } from './next-page.ts';

const origin = 'http://localhost:8080';

test('somebody who asked for a page of ours can get back to it after signing in', () => {
  expect(nextPage('/county/cases?stage=filed', origin)).toBe('/county/cases?stage=filed');
});

test.each([
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example',
  '/.//evil.example/',
  '/x/..//evil.example/',
  '/%2e//evil.example/',
  'javascript:alert(1)',
  '',
  undefined,
  ['/a'],
  '/auth/logout',
])('nobody can be sent to %s after signing in', (asked) => {
  expect(nextPage(asked, origin)).toBe('/');
});
