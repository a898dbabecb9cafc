import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../postgres/index.ts';
import { root } from './environment.ts';
import { writePrivately } from './home.ts';
import { inTwo } from '../in-two.ts';
import { Interrupted, StartProblem } from './problem.ts';

/** A long-running process of ours: a script of the repo under this very Node, its output in a log of its own. */
export type Service = {
  name: string;
  /** Path from the root, then arguments. */
  command: [script: string, ...args: string[]];
  /** Options of Node itself. */
  nodeOptions?: string[];
  env: NodeJS.ProcessEnv;
  /** Answers with a status below 500 once the service works; without it, the service is ready when it runs. */
  readyUrl?: string;
};

export type RunningService = {
  name: string;
  logFile: string;
  /** Resolves with how it ended, whenever it ends. */
  exited: Promise<string>;
  stop(): Promise<void>;
};

const readySeconds = 60;
const stopSeconds = 10;

/**
 * Starts services and remembers them in `processes.json`, so that the next start can find what this one left when it
 * was killed. Each service has a process group of its own: Ctrl-C reaches us alone, and we stop them in our order.
 * Should we end without stopping them, they are asked to end as the last thing.
 */
export function serviceStarter(home: string): (service: Service) => RunningService {
  const noted: { pid: number; script: string }[] = [];
  return (service) => {
    const logFile = join(home, 'logs', `${service.name}.log`);
    const child = spawnLogged(service, logFile);
    if (child.pid !== undefined) noted.push({ pid: child.pid, script: service.command[0] });
    writePrivately(join(home, 'processes.json'), noted);
    const exited = new Promise<string>((done) => {
      child.once('error', (error) => done(error.message));
      child.once('exit', (code, by) => done(by ? `ended by ${by}` : `ended with code ${code}`));
    });
    const lastResort = (): void => void child.kill('SIGTERM');
    process.once('exit', lastResort);
    void exited.then(() => process.removeListener('exit', lastResort));
    return { name: service.name, logFile, exited, stop: () => stopChild(child, exited) };
  };
}

function spawnLogged(service: Service, logFile: string): ChildProcess {
  if (existsSync(logFile)) renameSync(logFile, logFile.replace(/\.log$/, '.previous.log'));
  const log = openSync(logFile, 'w', 0o600);
  try {
    const [script, ...args] = service.command;
    return spawn(process.execPath, [...(service.nodeOptions ?? []), join(root, script), ...args], {
      cwd: root,
      env: service.env,
      stdio: ['ignore', log, log],
      detached: true,
      windowsHide: true,
    });
  } finally {
    closeSync(log);
  }
}

/**
 * Waits until the service answers.
 * @throws StartProblem with the last lines of its log when it ends before or takes too long, Interrupted on the signal
 */
export async function untilReady(
  running: Pick<RunningService, 'name' | 'logFile' | 'exited'>,
  url: string,
  signal: AbortSignal,
  limitSeconds = readySeconds,
): Promise<void> {
  let end: string | undefined;
  void running.exited.then((how) => (end = how));
  const until = Date.now() + limitSeconds * 1000;
  for (;;) {
    if (signal.aborted) throw new Interrupted();
    if (end !== undefined) throw new StartProblem(deathNotice(running.name, end, running.logFile));
    if (await answers(url)) return;
    if (Date.now() > until) {
      throw new StartProblem(deathNotice(running.name, `not ready after ${limitSeconds} s`, running.logFile));
    }
    await sleep(50);
  }
}

/** One sentence and the last lines of the log, which usually say why. */
export function deathNotice(name: string, how: string, logFile: string): string {
  const lines = existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-12) : [];
  const notice = inTwo(
    'START-ENDED',
    `${name} 未能继续运行，${logFile} 的最后几行如下。`,
    `${name} ${how}; the last lines of ${logFile}:`,
  );
  return [notice, ...lines.map((line) => `    ${line}`)].join('\n');
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false; // not listening yet: the caller asks again until its time is up
  }
}

async function stopChild(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), stopSeconds * 1000);
  await exited;
  clearTimeout(patience);
}

/**
 * Ends the services an earlier start left behind when it was killed. Process ids are reused, so only a process whose
 * command line still names the script is touched.
 * @returns how many there were
 */
export async function stopLeftOverServices(home: string): Promise<number> {
  const file = join(home, 'processes.json');
  if (!existsSync(file)) return 0;
  const noted = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; script: string }[];
  const left = noted.filter(({ pid, script }) => isAlive(pid) && commandLine(pid).includes(join(root, script)));
  for (const { pid } of left.reverse()) {
    process.kill(pid, 'SIGTERM');
    const until = Date.now() + stopSeconds * 1000;
    while (isAlive(pid)) {
      if (Date.now() > until) process.kill(pid, 'SIGKILL');
      await sleep(50);
    }
  }
  rmSync(file, { force: true });
  return left.length;
}

function commandLine(pid: number): string {
  const proc = `/proc/${pid}/cmdline`;
  if (existsSync(proc)) return readFileSync(proc, 'utf8').replaceAll('\0', ' ');
  return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}
