import { failed, passed, type Result } from './result.ts';
import { run, tail } from './run.ts';

/** Runs one task of turbo.json in every workspace that has it; each workspace counts as one. */
export async function turboTask(task: 'check' | 'build', env: NodeJS.ProcessEnv): Promise<Result> {
  const { code, output } = await run('turbo', ['run', task, '--continue', '--output-logs=errors-only'], env);
  const [, successful = '0', total = '0'] = /Tasks:\s+(\d+) successful, (\d+) total/.exec(output) ?? [];
  if (code === 0) return { ...passed(), passed: Number(total) };
  const failures = Math.max(1, Number(total) - Number(successful));
  const note = `turbo run ${task} failed:\n${tail(output, 200)}`;
  return { ...failed(note), passed: Number(successful), failed: failures };
}
