import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { peakMegabytes } from '../peak-memory.ts';
import { inheritedVariables } from './environment.ts';

/** A process of ours. It is there at once; `ready` when it says so on its internal port. */
export interface OurProcess {
  /** Rejects with the end of its log when it ends before. */
  ready(): Promise<void>;
  /** Most memory it has had resident so far, MB. */
  peakMegabytes(): number;
  /** −9: it does nothing more, and nobody is informed. */
  kill(): void;
  /** Asks it to end, if it still runs, and waits until it has. */
  stop(): Promise<void>;
}

const READY_MS = 60_000;

/** Starts a script (path from this folder) under this Node. `variables` name its `INTERNAL_PORT`. */
export function spawnOurs(script: string, logFile: string, variables: Readonly<Record<string, string>>): OurProcess {
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url))], {
    env: { ...inheritedVariables(), ...variables },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const lastResort = (): void => void child.kill('SIGKILL');
  process.once('exit', lastResort);
  void ended.then(() => process.removeListener('exit', lastResort));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    async ready() {
      const until = Date.now() + READY_MS;
      while (!(await isReady(variables['INTERNAL_PORT']!))) {
        if (hasEnded() || Date.now() > until) {
          throw new Error(`${script} is not ready: ${readFileSync(logFile, 'utf8').slice(-2000)}`);
        }
        await sleep(20);
      }
    },
    peakMegabytes: () => peakMegabytes(child.pid!),
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      if (!hasEnded()) child.kill('SIGTERM');
      await ended;
    },
  };
}

async function isReady(port: string): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch (error) {
    if ((error as Error).message !== 'fetch failed') throw error; // not listening yet
    return false;
  }
}
