import type { TestProject } from 'vitest/node';
import { startTestCluster } from './cluster.ts';
import { readSuiteEnvironment } from './environment.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the throw-away cluster's superuser, database `postgres`. */
    superuserUrl: string;
  }
}

/**
 * Vitest global setup: a throw-away cluster for the whole run, `inject('superuserUrl')` in the tests. The suites of
 * `npm test` share one, and with it the template databases they clone.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { superuserUrl } = readSuiteEnvironment(process.env);
  const cluster = superuserUrl === undefined ? await startTestCluster() : { superuserUrl, stop: async () => undefined };
  project.provide('superuserUrl', cluster.superuserUrl);
  return () => cluster.stop();
}
