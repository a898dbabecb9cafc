/** What `npm test` hands to the suites it runs. */
export type SuiteEnvironment = {
  /** LIANGJI_TEST_CLUSTER: superuser URL of a cluster that several suites share; undefined = start one. */
  superuserUrl: string | undefined;
  /** LIANGJI_TEST_REPORT: file the reporter writes. */
  reportFile: string | undefined;
};

/** The one place of this room that reads process.env. */
export function readSuiteEnvironment(env: NodeJS.ProcessEnv): SuiteEnvironment {
  return { superuserUrl: env['LIANGJI_TEST_CLUSTER'], reportFile: env['LIANGJI_TEST_REPORT'] };
}

/** The same, written for a child process. */
export function suiteVariables({ superuserUrl, reportFile }: SuiteEnvironment): NodeJS.ProcessEnv {
  return {
    ...(superuserUrl !== undefined && { LIANGJI_TEST_CLUSTER: superuserUrl }),
    ...(reportFile !== undefined && { LIANGJI_TEST_REPORT: reportFile }),
  };
}
