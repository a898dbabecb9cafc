import { expect, test } from 'vitest';
import type { FileReport, TestReport } from '../vitest/reporter.ts';
import { countReport } from './suite.ts';

const aTest = (state: TestReport['state'], name = 'a test', figures: string[] = []): TestReport => ({
  name,
  state,
  errors: state === 'failed' ? ['Error: expected 1 to be 2'] : [],
  figures,
});
const aFile = (tests: TestReport[], errors: string[] = []): FileReport => ({
  name: 'a.test.ts',
  seconds: 2,
  errors,
  tests,
});
const count = (files: FileReport[], { errors = [] as string[], code = 0, output = '' } = {}) =>
  countReport('platform', { files, errors }, code, output);

test('tests are counted by how they ended, and every file with its seconds', () => {
  const result = count([aFile([aTest('passed'), aTest('passed')]), aFile([aTest('failed')])], { code: 1 });
  expect(result).toMatchObject({ passed: 2, failed: 1, skipped: 0 });
  expect(result.notes).toEqual([expect.stringMatching(/^a test \(platform\/a.test.ts\)\n.*expected 1 to be 2/)]);
  expect(result.files).toEqual(Array.from({ length: 2 }, () => ({ name: 'platform/a.test.ts', seconds: 2 })));
});

test('a test that was left out is named', () => {
  const { skipped, notes } = count([aFile([aTest('passed'), aTest('skipped', 'a walk: no browser here')])]);
  expect([skipped, notes]).toEqual([1, ['skipped: a walk: no browser here (platform/a.test.ts)']]);
});

test('a figure that a test prints is shown and judged by nobody', () => {
  const result = count([aFile([aTest('passed', 'a flood', ['known after 812 ms'])])]);
  expect(result).toMatchObject({ passed: 1, failed: 0, notes: ['a flood: known after 812 ms'] });
});

test('a test file that cannot be loaded is a failure, though no test of it failed', () => {
  const result = count([aFile([aTest('passed')]), aFile([], ['Error: no such module'])], { code: 1 });
  expect(result).toMatchObject({ passed: 1, failed: 1, notes: [expect.stringContaining('no such module')] });
});

test('a hook that fails is a failure, though the tests behind it count as skipped', () => {
  const result = count([aFile([aTest('skipped')], ['Error: no database'])], { code: 1 });
  expect(result).toMatchObject({ passed: 0, failed: 1, skipped: 1 });
});

test('an error outside every test is a failure', () => {
  const result = count([aFile([aTest('passed')])], { errors: ['Error: unhandled rejection'], code: 1 });
  expect(result).toMatchObject({ passed: 1, failed: 1, notes: [expect.stringContaining('unhandled rejection')] });
});

test('a run that ends badly cannot pass because all its tests did', () => {
  const result = count([aFile([aTest('passed')])], { code: 1, output: 'out of memory' });
  expect(result).toMatchObject({ passed: 1, failed: 1, notes: [expect.stringContaining('out of memory')] });
});

test('no tests at all count as skipped, never as passed', () => {
  expect(count([])).toMatchObject({ passed: 0, failed: 0, skipped: 1, notes: ['platform: no tests'] });
});
