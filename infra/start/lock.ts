import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../postgres/index.ts';

/** A lock file that holds the process id of its owner. */
export type Lock = { release(): void };

/**
 * Takes the lock, or says who has it. The lock of a dead process is taken over.
 * @param note a line for the reader of the file, such as the address of the running copy
 */
export function tryLock(file: string, note = ''): Lock | { ownerPid: number; note: string } {
  for (;;) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, `${process.pid}\n${note}\n`);
      closeSync(handle);
      return { release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const [pid = '', owned = ''] = readFileSync(file, 'utf8').split('\n');
    if (pid !== '' && isAlive(Number(pid))) return { ownerPid: Number(pid), note: owned };
    rmSync(file, { force: true });
  }
}

/** Takes the lock, waiting for its owner. `onWait` is called once, if there is something to wait for. */
export async function waitForLock(file: string, onWait: (ownerPid: number) => void): Promise<Lock> {
  for (let waiting = false; ; waiting = true) {
    const lock = tryLock(file);
    if ('release' in lock) return lock;
    if (!waiting) onWait(lock.ownerPid);
    await sleep(200);
  }
}
