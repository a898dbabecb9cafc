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

/** A task of turbo.json as turbo would run it now. */
export type DryTask = {
  taskId: string;
  /** Over everything that counts as its input. */
  hash: string;
  inputs: Record<string, string>;
  cache: { status: 'HIT' | 'MISS' };
};

/** Asks turbo what `run build` would do, without doing it. @throws with turbo's words when it cannot say */
export async function dryBuild(env: NodeJS.ProcessEnv): Promise<DryTask[]> {
  const { code, output } = await run('turbo', ['run', 'build', '--dry=json'], env);
  const json = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1);
  if (code !== 0) throw new Error(`turbo run build --dry failed:\n${tail(output)}`);
  return (JSON.parse(json) as { tasks: (DryTask & { command: string })[] }).tasks.filter(
    ({ command }) => command !== '<NONEXISTENT>',
  );
}
