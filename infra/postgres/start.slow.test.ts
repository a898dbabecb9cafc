import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAlive, removeCluster, startPostgres, stopLeftOver } from './index.ts';

const quick = { fsync: 'off' };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'liangji-postgres-'));
  chmodSync(folder, 0o711);
});
afterEach(() => {
  removeCluster(join(folder, 'cluster'));
  rmSync(folder, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process that starts a cluster on `dir`, prints the server's process id, and then runs `after`. */
function starter(dir: string, after: string) {
  const script = `
    import { startPostgres } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    import { readFileSync } from 'node:fs';
    await startPostgres({ dir: ${JSON.stringify(dir)}, settings: { fsync: 'off' } });
    console.log(readFileSync(${JSON.stringify(join(dir, 'data', 'postmaster.pid'))}, 'utf8').split('\\n')[0]);
    ${after}`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printedPid = once(child.stdout, 'data').then(([chunk]) => Number(String(chunk)));
  return { child, serverPid: printedPid, closed: once(child, 'close') };
}

describe('a cluster of our own', () => {
  test('keeps its rows over a stop, speaks UTF-8 in the order C.UTF-8, and counts time in UTC', async () => {
    const dir = join(folder, 'cluster');
    const first = await startPostgres({ dir, settings: quick });
    await ask(first.superuserUrl, 'create table kept as select 1 as one');
    await first.stop();
    const second = await startPostgres({ dir, settings: quick });
    const rows = await ask(
      second.superuserUrl,
      `select one, datlocprovider::text as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding,
              current_setting('timezone') as zone, current_setting('listen_addresses') as listens
       from kept, pg_database where datname = current_database()`,
    );
    await second.stop();
    const locale = { provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8' };
    expect(rows).toEqual([{ one: 1, ...locale, zone: 'UTC', listens: '127.0.0.1' }]);
  });

  test('cannot be entered without its password, which only we can read', async () => {
    const dir = join(folder, 'cluster');
    const server = await startPostgres({ dir, settings: quick });
    const wrong = new URL(server.superuserUrl);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    await server.stop();
    expect(statSync(join(dir, 'password')).mode & 0o777).toBe(0o600);
  });

  test('cannot be started twice: the second is refused in one sentence', async () => {
    const dir = join(folder, 'cluster');
    const server = await startPostgres({ dir, settings: quick });
    await expect(startPostgres({ dir })).rejects.toThrow(
      /已有 PostgreSQL 在运行.* PostgreSQL already runs on .* stop that copy first\. \(POSTGRES-RUNNING\)$/,
    );
    await server.stop();
  });

  test('can be made again where an earlier start stopped half-way', async () => {
    const dir = join(folder, 'cluster');
    mkdirSync(join(dir, 'data', 'base'), { recursive: true });
    writeFileSync(join(dir, 'data', 'PG_VERSION'), '18\n');
    const lines: string[] = [];
    const server = await startPostgres({ dir, settings: quick, onProgress: (line) => lines.push(line) });
    expect(await ask(server.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(lines).toContain('an earlier start stopped half-way: the database is made anew');
    await server.stop();
  });

  test('can be started over the pid file of a dead process', async () => {
    const dir = join(folder, 'cluster');
    await (await startPostgres({ dir, settings: quick })).stop();
    writeFileSync(join(dir, 'data', 'postmaster.pid'), '999999\n/nowhere\n0\n5432\n\n127.0.0.1\n\nready\n');
    const server = await startPostgres({ dir, settings: quick });
    expect(await ask(server.superuserUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  test('cannot outlive a process that ends without stopping it', async () => {
    const { serverPid, closed } = starter(join(folder, 'cluster'), 'process.exit(3);');
    const pid = await serverPid;
    await closed;
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
  });

  test('can be stopped by the next owner of the folder when its own was killed', async () => {
    const dir = join(folder, 'cluster');
    const { child, serverPid, closed } = starter(dir, 'setInterval(() => undefined, 1000);');
    const pid = await serverPid;
    child.kill('SIGKILL');
    await closed;
    expect(isAlive(pid)).toBe(true);
    expect(await stopLeftOver(dir)).toBe(true);
    expect(isAlive(pid)).toBe(false);
    expect(await stopLeftOver(dir)).toBe(false);
  });
});

describe.skipIf(process.getuid?.() !== 0)('as root, under a folder only root may enter', () => {
  test('the data goes elsewhere, which is printed and noted, and no mode above our own folder changes', async () => {
    chmodSync(folder, 0o700);
    const dir = join(folder, 'cluster');
    const lines: string[] = [];
    const first = await startPostgres({ dir, settings: quick, onProgress: (line) => lines.push(line) });
    await ask(first.superuserUrl, 'create table kept as select 1 as one');
    await first.stop();
    const { dataDir } = JSON.parse(readFileSync(join(dir, 'place.json'), 'utf8')) as { dataDir: string };
    expect(dataDir.startsWith(folder)).toBe(false);
    expect(lines).toEqual([expect.stringMatching(/^the database's user may not enter this folder: .*data go to /)]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);

    const second = await startPostgres({ dir, settings: quick });
    expect(await ask(second.superuserUrl, 'select one from kept')).toEqual([{ one: 1 }]);
    await second.stop();
    removeCluster(dir);
    expect(existsSync(dataDir)).toBe(false);
  });
});
