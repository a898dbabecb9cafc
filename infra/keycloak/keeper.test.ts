import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isAlive } from '../postgres/index.ts';
import { keep } from './keeper.ts';

const folder = mkdtempSync(join(tmpdir(), 'liangji-keeper-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A script that starts a child, as Keycloak's does, and writes down both process ids. */
const family = (file: string): string[] => [
  'sh',
  '-c',
  `sleep 300 & echo $$ $! > ${file}.half && mv ${file}.half ${file}; wait`,
];

async function pidsIn(file: string): Promise<number[]> {
  await expect.poll(() => existsSync(file), { timeout: 10_000 }).toBe(true);
  return readFileSync(file, 'utf8').trim().split(' ').map(Number);
}

function keepQuietly(command: readonly string[]) {
  const log = openSync(join(folder, 'log'), 'w');
  try {
    return keep(command, {}, log);
  } finally {
    closeSync(log);
  }
}

test.skipIf(process.platform === 'win32')('stopping ends the program and its children', async () => {
  const file = join(folder, 'stopped');
  const kept = keepQuietly(family(file));
  const pids = await pidsIn(file);
  expect(pids.map(isAlive)).toEqual([true, true]);
  await kept.stop();
  await expect.poll(() => pids.map(isAlive)).toEqual([false, false]);
});

test.skipIf(process.platform === 'win32')('a program that ends by itself is reported with its code', async () => {
  const kept = keepQuietly(['sh', '-c', 'exit 7']);
  expect(await kept.exited).toBe('ended with code 7');
  await kept.stop();
});

test.skipIf(process.platform === 'win32')('it cannot outlive us, not even when we are killed with −9', async () => {
  const file = join(folder, 'killed');
  const us = spawn(process.execPath, [
    '--input-type=module-typescript',
    '--eval',
    `import { keep } from ${JSON.stringify(new URL('keeper.ts', import.meta.url).href)};
     keep(${JSON.stringify(family(file))}, {}, 1);
     setInterval(() => undefined, 1000);`,
  ]);
  const pids = await pidsIn(file);
  us.kill('SIGKILL');
  await once(us, 'exit');
  await expect.poll(() => pids.map(isAlive), { timeout: 10_000 }).toEqual([false, false]);
});
