import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint, systemDeps } from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram } from '../src/cli/program.ts';
import { readCommandEnvironment } from '../src/cli/environment.ts';
import { faultText } from '../src/cli/report-fault.ts';
import { furnishSampleCity } from './sample-house.ts';

let home: string;
let full: TestDatabase;
let empty: TestDatabase;
const printed: string[] = [];
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'liangji-cli-backup-'));
  full = await freshDatabase('sample_city_with_period', furnishSampleCity);
  empty = await freshDatabase();
});
afterAll(async () => {
  await full.drop();
  await empty.drop();
  await rm(home, { recursive: true });
});

/** `liangji …` against this database; what went wrong comes back in the words of the terminal. */
async function liangji(database: TestDatabase, ...args: string[]): Promise<string> {
  printed.length = 0;
  const environment = readCommandEnvironment({
    LIANGJI_HOME: '/nowhere',
    LIANGJI_FILES: join(home, 'files'),
    LIANGJI_DATABASE_URL_DIRECT: database.urls.direct,
    LIANGJI_DATABASE_URL_BACKUP: database.urls.backup,
  });
  const program = buildProgram({
    environment,
    deps: systemDeps,
    print: (line) => printed.push(line),
    progress: undefined,
    setExitCode: (code) => printed.push(`exit ${code}`),
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return 'went well';
  } catch (error) {
    return faultText(error);
  }
}

test('an operator can take a backup and restore it elsewhere, and reads its fingerprint both times', async () => {
  const folder = join(home, 'tonight');
  expect(await liangji(full, 'backup', folder)).toBe('went well');
  const taken = printed.join('\n');
  expect(taken).toMatch(/biz\.tenant +10\n/);
  expect(await liangji(empty, 'restore', folder)).toBe('went well');
  const print = /fingerprint [0-9a-f]{64}/;
  expect(printed.join('\n').match(print)?.[0]).toBe(taken.match(print)?.[0]);
  expect(await fingerprint(empty)).toEqual(await fingerprint(full));
});

test('an operator cannot restore over a living database, or from nothing, and reads why in one sentence', async () => {
  expect(await liangji(full, 'restore', join(home, 'tonight'))).toMatch(/^[^\n]+\(SYS-RESTORE-NOT-EMPTY\)$/);
  expect(await liangji(full, 'restore', home)).toMatch(/^[^\n]+\(SYS-BACKUP-UNFINISHED\)$/);
  expect(await liangji(full, 'backup', join(home, 'tonight'))).toMatch(/^[^\n]+\(SYS-BACKUP-EXISTS\)$/);
});
