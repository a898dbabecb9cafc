import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../test/free-port.ts';
import { peakMegabytes } from '../test/peak-memory.ts';

/** A process of the gateway, running. */
export interface OurProcess {
  readonly pid: number;
  readonly internalPort: number;
  /** Most memory it has had resident so far, in MB (VmHWM; Linux). */
  peakMegabytes(): number;
  /** Asks it to end and waits for that. */
  stop(): Promise<void>;
}

const READY_MS = 30_000;

/** Starts a script, its path given from here, under this Node and waits until it says on its internal port that it is ready. */
export async function startProcess(
  { script, nodeOptions }: { readonly script: string; readonly nodeOptions: readonly string[] },
  logFile: string,
  environment: Readonly<Record<string, string>>,
): Promise<OurProcess> {
  const internalPort = await freePort();
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [...nodeOptions, fileURLToPath(new URL(script, import.meta.url))], {
    env: { PATH: process.env['PATH'], ...environment, INTERNAL_PORT: String(internalPort) },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script} could not be started`);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const lastResort = (): void => void child.kill('SIGTERM');
  process.once('exit', lastResort);
  void ended.then(() => process.removeListener('exit', lastResort));
  const until = Date.now() + READY_MS;
  while (!(await isReady(internalPort))) {
    if (child.exitCode === null && Date.now() < until) {
      await sleep(50);
      continue;
    }
    child.kill('SIGKILL');
    throw new Error(`${script} is not ready: ${readFileSync(logFile, 'utf8').slice(-2000)}`);
  }
  return {
    pid,
    internalPort,
    peakMegabytes: () => peakMegabytes(pid),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch (error) {
    if ((error as Error).message !== 'fetch failed') throw error; // not listening yet
    return false;
  }
}
