import { spawn, type ChildProcess } from 'node:child_process';
import { root } from '../start/environment.ts';

export type Ended = { code: number; output: string };

const running = new Set<ChildProcess>();

/** Ctrl-C on `npm test` must not leave a half-started product behind: everything running gets the signal, group by group. */
export function stopEverything(): void {
  for (const child of running) signalGroup(child, 'SIGINT');
}

/** Sends a signal as a terminal would: to the whole process group. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Starts a program at the root of the clone in a process group of its own. */
export function launch(program: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** Runs a program to its end and keeps all its output. */
export function run(program: string, args: string[], env: NodeJS.ProcessEnv, cwd = root): Promise<Ended> {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  running.add(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((done) => {
    child.once('error', (error) => done({ code: 1, output: error.message }));
    child.once('close', (code) => {
      running.delete(child);
      done({ code: code ?? 1, output });
    });
  });
}

/** The end of a long output, indented: usually it says what went wrong. */
export function tail(output: string, lines = 60): string {
  return output
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n');
}
