import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../start/environment.ts';
import { failed, skipped, sum, type Result } from './result.ts';
import { run, tail } from './run.ts';

/** The part of vitest's JSON report we read. */
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
  }[];
};

/** Runs the vitest suite of a workspace with extra arguments and counts from its report. */
export async function suite(workspace: string, args: string[], env: NodeJS.ProcessEnv): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'liangji-report-'));
  const file = join(folder, 'report.json');
  try {
    const cwd = join(root, workspace);
    const all = ['run', '--reporter=json', `--outputFile=${file}`, ...args];
    const { code, output } = await run('vitest', all, env, cwd);
    if (!existsSync(file))
      return failed(`${workspace}: vitest ended (code ${code}) without a report:\n${tail(output)}`);
    return countReport(workspace, JSON.parse(readFileSync(file, 'utf8')) as Report, code, output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Exit code and counts must agree: a run that failed outside its tests is a failure too. */
export function countReport(workspace: string, report: Report, code: number, output: string): Result {
  const result: Result = {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests,
    notes: [...failuresOf(report), ...skippedOf(report)].map((text) => `${workspace}: ${text}`),
  };
  const unloadable = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
  const extra = unloadable.map((one) => failed(`${workspace}: ${one.name} could not be run: ${one.message ?? ''}`));
  const counted = sum([result, ...extra]);
  if (code !== 0 && counted.failed === 0) {
    return sum([counted, failed(`${workspace}: vitest ended with code ${code}:\n${tail(output)}`)]);
  }
  if (counted.passed + counted.failed + counted.skipped === 0) return skipped(`${workspace}: no tests`);
  return counted;
}

function failuresOf(report: Report): string[] {
  return report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${test.fullName} (${file.name})\n${tail(test.failureMessages?.join('\n') ?? '', 12)}`),
  );
}

/** What was left out is said, with the reason its title gives. */
function skippedOf(report: Report): string[] {
  return report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'skipped' || test.status === 'pending')
      .map((test) => `skipped: ${test.fullName}`),
  );
}
