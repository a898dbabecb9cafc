import { inTwo } from '../in-two.ts';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from './binaries.ts';

/** What `postmaster.pid` says: line 1 is the process, line 4 its port, line 8 its state. */
export type Postmaster = { pid: number; port: number; ready: boolean };

/** Reads the pid file of a data folder; undefined when there is none or it is only half written. */
export function readPostmaster(dataDir: string): Postmaster | undefined {
  let text: string;
  try {
    text = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** The live postmaster of a data folder. A pid file left behind by a dead process is removed. */
export function runningPostmaster(dataDir: string): Postmaster | undefined {
  const noted = readPostmaster(dataDir);
  if (!noted) return undefined;
  if (isAlive(noted.pid) && looksLikePostgres(noted.pid)) return noted;
  rmSync(join(dataDir, 'postmaster.pid'), { force: true });
  return undefined;
}

/** True while a process with this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Ended, but not collected by its parent: in containers the first process often collects nobody. */
function isZombie(pid: number): boolean {
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false; // no /proc on this system, or gone this very moment: the next question finds out
  }
}

/** Process ids are reused: after a crash the noted one may belong to a program that has nothing to do with us. */
function looksLikePostgres(pid: number): boolean {
  if (process.platform === 'win32') return true;
  const ps = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  if (!ps.error) return /postgres/.test(ps.stdout);
  try {
    return /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  } catch {
    return true; // neither ps nor /proc: rather refuse to start than open the data twice
  }
}

/** Asks a postmaster for a fast shutdown: sessions are rolled back and cut, everything is written. */
export function requestFastShutdown(pid: number, binaries: string, dataDir: string): void {
  if (process.platform === 'win32') {
    spawnSync(program(binaries, 'pg_ctl'), ['stop', '--mode=fast', '--no-wait', '-D', dataDir], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits until a process is gone. @throws when it is still there after `seconds`. */
export async function waitUntilGone(pid: number, seconds: number): Promise<void> {
  const until = Date.now() + seconds * 1000;
  while (isAlive(pid)) {
    if (Date.now() > until) {
      throw new Error(
        inTwo(
          'POSTGRES-STOP',
          `进程 ${pid} 在 ${seconds} 秒内没有结束。`,
          `Process ${pid} did not end within ${seconds} seconds.`,
        ),
      );
    }
    await sleep(20);
  }
}
