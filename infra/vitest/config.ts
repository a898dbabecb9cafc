import { availableParallelism } from 'node:os';

/**
 * What the suites with a database have in common. The limits end what hangs; a test that is merely slow on a busy machine
 * must not meet them.
 */
export const databaseSuite = {
  globalSetup: ['@liangji/infra/vitest'],
  testTimeout: 120_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 60_000 } },
  maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
};
