import { seconds } from '../start/progress.ts';
import { failed, sum, type Result } from './result.ts';

export type Step = { name: string; work: () => Promise<Result> };

/** Steps one after the other. */
type Lane = Step[];

/** Phases one after the other; the lanes of a phase run side by side. */
export type Plan = Lane[][];

/** The same steps for a machine with little memory: one at a time. */
export const oneAtATime = (plan: Plan): Plan => plan.map((lanes) => [lanes.flat()]);

/**
 * Runs a plan to its end, whatever fails on the way, and prints every step with its result, at the end a summary in the
 * order of the plan and the slowest test files. Once `signal` is aborted no further step begins.
 */
export async function prove(plan: Plan, signal: AbortSignal, print: Print = console.log): Promise<Result> {
  const inOrder: Done[] = [];
  for (const lanes of plan) {
    const done = await Promise.all(lanes.map((lane) => proveLane(lane, signal, print)));
    inOrder.push(...done.flat());
  }
  const result = sum(inOrder.map((each) => each.result));
  print(['', 'summary', ...inOrder.map(({ line }) => line), ...slowest(result.files)].join('\n'));
  return result;
}

type Done = { line: string; result: Result };
type Print = (text: string) => void;

async function proveLane(lane: Lane, signal: AbortSignal, print: Print): Promise<Done[]> {
  const done: Done[] = [];
  for (const step of lane) done.push(await proveStep(step, signal, print));
  return done;
}

async function proveStep({ name, work }: Step, signal: AbortSignal, print: Print): Promise<Done> {
  if (signal.aborted) return { line: `✗ ${name}: interrupted`, result: failed(`interrupted before: ${name}`) };
  print(`— ${name} …`);
  const from = performance.now();
  const result = await work().catch((error: unknown) => failed(error instanceof Error ? error.message : String(error)));
  const counts = `${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`;
  const line = `${result.failed > 0 ? '✗' : '✓'} ${name}: ${counts} (${seconds(performance.now() - from)})`;
  print([line, ...result.notes.map((note) => `  ${note}`)].join('\n'));
  return { line, result };
}

function slowest(files: Result['files']): string[] {
  const ten = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10);
  if (ten.length === 0) return [];
  return ['', 'slowest test files', ...ten.map((file) => `${seconds(file.seconds * 1000).padStart(8)}  ${file.name}`)];
}
