import { inTwo } from '../in-two.ts';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { program } from './binaries.ts';
import { databaseEnvironment } from './environment.ts';
import type { Place } from './place.ts';

const markerName = 'initialised';

/**
 * Makes the cluster unless it is there: UTF-8, builtin locale C.UTF-8 (the same order on every system), a generated
 * password. A marker is written last; data without it is what an interrupted start left, and is thrown away.
 * @returns the superuser's password
 */
export async function initialise(place: Place, durable: boolean, onProgress: (line: string) => void): Promise<string> {
  const marker = join(place.home, markerName);
  const passwordFile = join(place.home, 'password');
  if (existsSync(marker) && existsSync(passwordFile)) {
    if (!existsSync(place.dataDir)) {
      throw new Error(
        inTwo(
          'POSTGRES-GONE',
          `数据库文件夹 ${place.dataDir} 已不存在，可用 npm run reset 重新开始。`,
          `The database's folder ${place.dataDir} is gone; npm run reset starts afresh.`,
        ),
      );
    }
    return readFileSync(passwordFile, 'utf8').trim();
  }
  if (existsSync(place.dataDir)) onProgress('an earlier start stopped half-way: the database is made anew');
  rmSync(place.dataDir, { recursive: true, force: true });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  mkdirSync(place.dataDir, { mode: 0o700 });
  if (place.account) chownSync(place.dataDir, place.account.uid, place.account.gid);
  await runInitdb(place, password, durable);
  writeFileSync(marker, '');
  return password;
}

async function runInitdb(place: Place, password: string, durable: boolean): Promise<void> {
  // initdb reads the password from a file its own user can open; ours is private to us.
  const handed = join(dirname(place.dataDir), `handed-password-${process.pid}`);
  writeFileSync(handed, `${password}\n`, { mode: 0o600 });
  if (place.account) chownSync(handed, place.account.uid, place.account.gid);
  try {
    await run(
      program(place.binaries, 'initdb'),
      [
        ...['-D', place.dataDir, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${handed}`],
        ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...(durable ? [] : ['--no-sync']),
        ...['--set=timezone=UTC', '--set=log_timezone=UTC', '--no-instructions'],
      ],
      place,
    );
  } finally {
    rmSync(handed, { force: true });
  }
}

function run(command: string, args: string[], place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...place.account,
      cwd: place.dataDir,
      env: databaseEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => reject(new Error(`initdb could not be started: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`initdb failed: ${output.trim().split('\n').slice(-3).join(' | ')}`));
    });
  });
}
