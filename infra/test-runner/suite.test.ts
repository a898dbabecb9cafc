import { expect, test } from 'vitest';
import { countReport } from './suite.ts';

const counts = (passed: number, failed: number, skipped: number) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
});

test('counts of the report are taken over', () => {
  const result = countReport('platform', { ...counts(7, 0, 2), testResults: [] }, 0, '');
  expect(result).toEqual({ passed: 7, failed: 0, skipped: 2, notes: [] });
});

test('a test that was left out is named', () => {
  const left = { fullName: 'a walk: no browser here', status: 'skipped' };
  const file = { name: 'a.test.ts', status: 'passed', assertionResults: [left] };
  const result = countReport('platform', { ...counts(0, 0, 1), testResults: [file] }, 0, '');
  expect(result.notes).toEqual(['platform: skipped: a walk: no browser here']);
});

test('a test file that cannot be loaded is a failure, though no test of it failed', () => {
  const broken = { name: 'a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] };
  const result = countReport('platform', { ...counts(7, 0, 0), testResults: [broken] }, 1, '');
  expect(result).toMatchObject({
    passed: 7,
    failed: 1,
    notes: ['platform: a.test.ts could not be run: no such module'],
  });
});

test('a run that ends badly cannot pass because all its tests did', () => {
  const result = countReport('platform', { ...counts(7, 0, 0), testResults: [] }, 1, 'unhandled rejection');
  expect(result).toMatchObject({ passed: 7, failed: 1, notes: [expect.stringContaining('unhandled rejection')] });
});

test('no tests at all is told as skipped, never as passed', () => {
  const result = countReport('load-tests', { ...counts(0, 0, 0), testResults: [] }, 0, '');
  expect(result).toEqual({ passed: 0, failed: 0, skipped: 1, notes: ['load-tests: no tests'] });
});
