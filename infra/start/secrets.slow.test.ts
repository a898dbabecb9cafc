import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PRODUCT_HOME as HOME, PRODUCT_URL } from '../walk/environment.ts';
import type { Secrets } from './home.ts';

/** Variables of a process as Linux shows them to its owner; none of one that is gone or another user's. */
function environOf(pid: string): string[] {
  try {
    return readFileSync(join('/proc', pid, 'environ'), 'utf8').split('\0');
  } catch {
    return []; // ended meanwhile, or not ours to read
  }
}

const read = <T>(name: string): T => JSON.parse(readFileSync(join(HOME, name), 'utf8')) as T;
const SECRET = /^LIANGJI_(DATABASE_URL_(?<role>\w+)|SESSION_KEY|WEB_SECRET|CLIENT_SECRET)=./;

describe.skipIf(PRODUCT_URL === '' || HOME === '' || process.platform !== 'linux')('a running copy', () => {
  test('has given each process its own secrets and no other', () => {
    const noted = read<{ pid: number; script: string }[]>('processes.json');
    const secrets = Object.fromEntries(
      noted.map(({ pid, script }) => [
        script,
        environOf(String(pid))
          .map((line) => SECRET.exec(line))
          .filter((found) => found !== null)
          .map((found) => found.groups?.['role'] ?? found[1])
          .sort(),
      ]),
    );
    expect(secrets).toEqual({
      'infra/identity-provider/main.ts': ['ACCOUNTS'],
      'gateway/src/main.ts': [
        ...['CITY', 'COUNTY', 'IDENTITY', 'INGEST', 'INTROSPECT', 'JOBS', 'ROLLUP', 'SESSION_KEY', 'UNIT'],
      ],
      'gateway/src/worker.ts': ['CLERK', 'IDENTITY', 'INGEST', 'JOBS', 'ROLLUP'],
      'tenant-app/build/index.js': [],
    });
  });

  test('has left the password of the owner in no process of this machine, nor a superuser’s address', () => {
    const { databasePasswords, sessionKey } = read<Secrets>('secrets.json');
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const holding = (text: string): string[] =>
      pids.filter((pid) => environOf(pid).some((line) => line.includes(text)));
    expect(holding(databasePasswords.DIRECT)).toEqual([]);
    expect(holding(databasePasswords.BACKUP)).toEqual([]);
    expect(holding(`SUPERUSER=`).filter((pid) => environOf(pid).includes(`LIANGJI_HOME=${HOME}`))).toEqual([]);
    expect(holding(sessionKey)).toHaveLength(1);
    expect(JSON.stringify(read('environment.json'))).not.toContain(databasePasswords.DIRECT);
  });
});
