import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './environment.ts';
import { inTwo } from '../in-two.ts';
import { Interrupted, StartProblem } from './problem.ts';

export type Command = {
  /** Name of the step and of its log. */
  name: string;
  program: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  home: string;
  /** Default: the root of the clone. */
  cwd?: string;
  /** Called with every line of standard output as it comes. */
  onLine?: (line: string) => void;
};

/** What says nothing to a person: frames of a stack, npm repeating that a script failed, empty lines. */
const noise = /^\s*at |^npm error|^\s*$/;

/**
 * Runs a command to its end; its whole output is in `logs/<name>.log`.
 * @throws StartProblem with its last words when it fails, Interrupted when the signal stopped it
 */
export async function runCommand(command: Command, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new Interrupted();
  const logFile = join(command.home, 'logs', `${command.name}.log`);
  const log = createWriteStream(logFile, { mode: 0o600 });
  const child = spawn(command.program, command.args, {
    cwd: command.cwd ?? root,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  const last: string[] = [];
  const keep = (line: string): void => {
    log.write(`${line}\n`);
    if (!noise.test(line)) last.push(line);
    if (last.length > 20) last.shift();
  };
  createInterface({ input: child.stderr }).on('line', keep);
  createInterface({ input: child.stdout }).on('line', (line) => {
    keep(line);
    command.onLine?.(line);
  });
  const end = await new Promise<string | undefined>((done) => {
    child.once('error', (error) => done(error.message));
    child.once('close', (code, by) => done(code === 0 ? undefined : (by ?? `exit code ${code}`)));
  });
  signal.removeEventListener('abort', stop);
  log.end();
  if (signal.aborted) throw new Interrupted();
  if (end !== undefined) {
    const words = last.map((line) => `    ${line}`).join('\n');
    const notice = inTwo(
      'START-FAILED',
      `${command.name} 失败，完整日志见 ${logFile}，最后几行如下。`,
      `${command.name} failed (${end}); its last words, all of them in ${logFile}:`,
    );
    throw new StartProblem(`${notice}\n${words}`);
  }
}
