import { inTwo } from '../in-two.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from './binaries.ts';
import { databaseEnvironment } from './environment.ts';
import { initialise } from './initialise.ts';
import { choosePlace, notedDataDir, type Place } from './place.ts';
import { readPostmaster, requestFastShutdown, runningPostmaster, waitUntilGone } from './postmaster.ts';

export type PostgresOptions = {
  /** Folder of this cluster; made when missing. Password, log and marker lie here, the data usually too. */
  dir: string;
  /** TCP port on 127.0.0.1; a free one when not given. */
  port?: number;
  /** Server settings by name. `fsync: 'off'` also skips the syncs of initdb. */
  settings?: Record<string, string | number>;
  /** Called with one line of text per step. */
  onProgress?: (line: string) => void;
};

export type RunningPostgres = {
  port: number;
  /** postgres://postgres:…@127.0.0.1:port/postgres */
  superuserUrl: string;
  logFile: string;
  /** Resolves when the server has ended, for whatever reason. */
  exited: Promise<void>;
  /** Fast shutdown; resolves when the server has written everything and ended. */
  stop(): Promise<void>;
};

const startSeconds = 60;

/**
 * Starts PostgreSQL on `dir`, making the cluster first if needed. The server is in a process group of its own, so
 * Ctrl-C in the terminal reaches only us and we stop it in our order; should we end without stopping, it is asked to
 * shut down as the last thing.
 * @throws one sentence when a copy already runs on the folder or the server does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const onProgress = options.onProgress ?? (() => undefined);
  const place = choosePlace(resolve(options.dir), onProgress);
  const other = runningPostmaster(place.dataDir);
  if (other) {
    throw new Error(
      inTwo(
        'POSTGRES-RUNNING',
        `${place.home} 上已有 PostgreSQL 在运行（进程 ${other.pid}），请先停止。`,
        `PostgreSQL already runs on ${place.home} (process ${other.pid}); stop that copy first.`,
      ),
    );
  }

  const settings = options.settings ?? {};
  const password = await initialise(place, settings['fsync'] !== 'off', onProgress);
  const port = options.port ?? (await freePort());
  const logFile = join(place.home, 'postgres.log');
  const child = launch(place, port, settings, logFile);
  const pid = child.pid;
  if (pid === undefined) {
    throw new Error(
      inTwo(
        'POSTGRES-START',
        `无法从 ${place.binaries} 启动 PostgreSQL。`,
        `PostgreSQL could not be started from ${place.binaries}.`,
      ),
    );
  }

  const lastResort = (): void => requestFastShutdown(pid, place.binaries, place.dataDir);
  process.once('exit', lastResort);
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  void exited.then(() => process.removeListener('exit', lastResort));

  await untilReady(child, place, logFile);
  return {
    port,
    superuserUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    logFile,
    exited,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        requestFastShutdown(pid, place.binaries, place.dataDir);
      }
      await exited;
    },
  };
}

/**
 * Stops the server that an earlier run, killed before it could stop anything, left on `dir`.
 * Only for a caller who knows that no other copy of ours owns the folder.
 * @returns whether there was one
 */
export async function stopLeftOver(dir: string): Promise<boolean> {
  const home = resolve(dir);
  const dataDir = notedDataDir(home) ?? join(home, 'data');
  const left = runningPostmaster(dataDir);
  if (!left) return false;
  requestFastShutdown(left.pid, choosePlace(home, () => undefined).binaries, dataDir);
  await waitUntilGone(left.pid, startSeconds);
  return true;
}

function launch(place: Place, port: number, settings: Record<string, string | number>, logFile: string): ChildProcess {
  const log = openSync(logFile, 'w', 0o600);
  const fixed = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    lc_messages: 'C',
    logging_collector: 'off',
    ...settings,
  };
  try {
    const flags = Object.entries(fixed).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(program(place.binaries, 'postgres'), ['-D', place.dataDir, ...flags], {
      ...place.account,
      cwd: place.dataDir,
      env: databaseEnvironment(),
      stdio: ['ignore', log, log],
      detached: true,
      windowsHide: true,
    });
    child.on('error', () => undefined); // the missing pid says it, in one sentence, to whoever called
    return child;
  } finally {
    closeSync(log);
  }
}

/** The server writes its state into postmaster.pid; reading it needs neither a client nor words in a log. */
async function untilReady(child: ChildProcess, place: Place, logFile: string): Promise<void> {
  const until = Date.now() + startSeconds * 1000;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(
        inTwo(
          'POSTGRES-START',
          'PostgreSQL 未能启动，日志末尾如后。',
          `PostgreSQL did not start: ${lastLines(logFile)}`,
        ),
      );
    }
    const state = readPostmaster(place.dataDir);
    if (state?.pid === child.pid && state?.ready) return;
    if (Date.now() > until) {
      if (child.pid !== undefined) requestFastShutdown(child.pid, place.binaries, place.dataDir);
      throw new Error(
        inTwo(
          'POSTGRES-SLOW',
          `PostgreSQL 在 ${startSeconds} 秒内未就绪，日志末尾如后。`,
          `PostgreSQL was not ready after ${startSeconds} seconds: ${lastLines(logFile)}`,
        ),
      );
    }
    await sleep(20);
  }
}

function lastLines(logFile: string): string {
  return readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' | ');
}

/** A TCP port of 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((done, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') done(address.port);
        else reject(new Error('The system gave no port.'));
      });
    });
  });
}
