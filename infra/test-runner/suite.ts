import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../start/environment.ts';
import { suiteVariables } from '../vitest/environment.ts';
import type { FileReport, SuiteReport } from '../vitest/reporter.ts';
import { failed, skipped, sum, type Result } from './result.ts';
import { run, tail } from './run.ts';

const reporter = join(root, 'infra', 'vitest', 'reporter.ts');

/** Runs the vitest suite of a workspace with extra arguments and counts from its report. */
export async function suite(workspace: string, args: string[], env: NodeJS.ProcessEnv): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'liangji-report-'));
  const reportFile = join(folder, 'report.json');
  try {
    const variables = { ...env, ...suiteVariables({ superuserUrl: undefined, reportFile }) };
    const { code, output } = await run(
      'vitest',
      ['run', `--reporter=${reporter}`, ...args],
      variables,
      join(root, workspace),
    );
    if (!existsSync(reportFile))
      return failed(`${workspace}: vitest ended (code ${code}) without a report:\n${tail(output)}`);
    return countReport(workspace, JSON.parse(readFileSync(reportFile, 'utf8')) as SuiteReport, code, output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Exit code and counts must agree: a run that failed outside its tests is a failure too. */
export function countReport(workspace: string, report: SuiteReport, code: number, output: string): Result {
  const outside = report.errors.map((error) => failed(`${workspace}: outside every test:\n${tail(error, 12)}`));
  const counted = sum([...report.files.map((file) => countFile(workspace, file)), ...outside]);
  if (code !== 0 && counted.failed === 0) {
    return sum([counted, failed(`${workspace}: vitest ended with code ${code}:\n${tail(output)}`)]);
  }
  if (counted.passed + counted.failed + counted.skipped === 0) return skipped(`${workspace}: no tests`);
  return counted;
}

/** A file whose imports or hooks failed is a failure, and says so, although none of its tests may have run. */
function countFile(workspace: string, { name, seconds, errors, tests }: FileReport): Result {
  const where = `${workspace}/${name}`;
  const inState = (...states: string[]) => tests.filter(({ state }) => states.includes(state));
  const ran: Result = {
    passed: inState('passed').length,
    failed: inState('failed').length,
    skipped: inState('skipped', 'pending').length,
    notes: [
      ...inState('failed').map((test) => `${test.name} (${where})\n${tail(test.errors.join('\n'), 12)}`),
      ...inState('skipped', 'pending').map((test) => `skipped: ${test.name} (${where})`),
      ...tests.flatMap((test) => test.figures.map((figure) => `${test.name}: ${figure}`)),
    ],
    files: [{ name: where, seconds }],
  };
  if (errors.length === 0) return ran;
  return sum([ran, failed(`${where} could not be run:\n${tail(errors.join('\n'), 12)}`)]);
}
