import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import { readSuiteEnvironment } from './environment.ts';

/** What `npm test` needs to know of a suite that ran. */
export type SuiteReport = {
  files: FileReport[];
  /** What went wrong outside every test. */
  errors: string[];
};

export type FileReport = {
  /** Path from the folder of the workspace. */
  name: string;
  /** Its imports, hooks and tests. */
  seconds: number;
  /** What went wrong in its imports and hooks. */
  errors: string[];
  tests: TestReport[];
};

export type TestReport = {
  name: string;
  state: 'passed' | 'failed' | 'skipped' | 'pending';
  errors: string[];
  /** Figures the test measured and does not judge: `annotate(…)`. */
  figures: string[];
};

/** Vitest reporter that writes a SuiteReport to the file `npm test` asks for. (Vitest calls it with `new`.) */
export default function suiteReporter(): Reporter {
  const { reportFile } = readSuiteEnvironment(process.env);
  if (reportFile === undefined) throw new Error('LIANGJI_TEST_REPORT must name the file to write.');
  return {
    onInit(_vitest: Vitest) {},
    onTestRunEnd(modules, unhandled) {
      const report: SuiteReport = { files: modules.map(fileReport), errors: unhandled.map(textOf) };
      writeFileSync(reportFile, JSON.stringify(report));
    },
  };
}

function fileReport(module: TestModule): FileReport {
  const { collectDuration, setupDuration, prepareDuration, duration } = module.diagnostic();
  return {
    name: module.relativeModuleId,
    seconds: (collectDuration + setupDuration + prepareDuration + duration) / 1000,
    errors: [module, ...module.children.allSuites()].flatMap((suite) => suite.errors().map(textOf)),
    tests: [...module.children.allTests()].map(testReport),
  };
}

function testReport(test: TestCase): TestReport {
  const { state, errors = [] } = test.result();
  return {
    name: test.fullName,
    state,
    errors: errors.map(textOf),
    figures: test.annotations().map(({ message }) => message),
  };
}

const textOf = ({ message, stack }: { message: string; stack?: string | undefined }): string => stack ?? message;
