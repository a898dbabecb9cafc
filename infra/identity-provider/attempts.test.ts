import { expect, test } from 'vitest';
import { countAttempts } from './attempts.ts';

test('an account cannot be tried again for a while after too many wrong passwords, and can afterwards', () => {
  let now = 1_000;
  const attempts = countAttempts(3, 60_000, () => now);
  attempts.failed('zhaomin');
  attempts.failed('zhaomin');
  expect(attempts.waitFor('zhaomin')).toBe(0);
  attempts.failed('zhaomin');
  expect(attempts.waitFor('zhaomin')).toBe(60_000);
  expect(attempts.waitFor('qianwei')).toBe(0);
  now += 60_000;
  expect(attempts.waitFor('zhaomin')).toBe(0);
  attempts.failed('zhaomin');
  expect(attempts.waitFor('zhaomin')).toBe(0);
});

test('a right password forgets earlier mistakes', () => {
  const attempts = countAttempts(2, 60_000, () => 1_000);
  attempts.failed('zhaomin');
  attempts.succeeded('zhaomin');
  attempts.failed('zhaomin');
  expect(attempts.waitFor('zhaomin')).toBe(0);
});
