import { chownSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asOwner, systemDeps, takeBackup } from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import { Client } from 'pg';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { furnishSampleCity, openSampleHouse } from '../sample-house.ts';
import { passLease } from './kill-worker.ts';
import { comeToRest, readEnd } from './end.ts';
import { runThrough } from './run-through.ts';
import { mountSmallDisk } from './small-disk.ts';
import { until } from './until.ts';
import { BODY, CHUNKS, doneChunks, furnish, GATEWAY, openWorld, WORKER } from './world.ts';

const MEGABYTE = 1024 * 1024;
/** Megabytes that the events of one chunk fill, and those of two do not fit in. */
const ROOM = 4;
const disk = mountSmallDisk(4);
afterAll(() => disk?.remove());

describe.skipIf(disk === null)('a full disk (skipped where no tmpfs can be mounted)', { timeout: 240_000 }, () => {
  test('for uploads: the sender is asked to try again, nothing is left behind, and later the same upload goes in', async () => {
    const { path } = disk!;
    const house = await openSampleHouse({ LIANGJI_FILES: path });
    try {
      const headers = { 'content-type': 'text/csv', ...(await house.machine('shehong-upload')) };
      const send = (payload: Buffer) =>
        house.app.inject({ method: 'POST', url: '/intake/v1/batches?clientBatchId=large', headers, payload });
      const large = Buffer.alloc(3 * MEGABYTE, 'a,b\n');
      writeFileSync(join(path, 'ballast'), Buffer.alloc(2 * MEGABYTE));
      const refused = await send(large);
      expect([refused.statusCode, refused.json()]).toEqual([
        503,
        expect.objectContaining({ code: 'SYS-UNAVAILABLE', retryable: true }),
      ]);
      expect(refused.headers['retry-after']).toBeDefined();
      const left = readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(path, name)));
      expect(left.filter((each) => each.isFile()).map(({ size }) => size)).toEqual([2 * MEGABYTE]);
      const batches = await asOwner(house.database, (trx) => trx.selectFrom('biz.batch').select('id').execute());
      expect(batches).toEqual([]);
      rmSync(join(path, 'ballast'));
      expect((await send(large)).statusCode).toBe(202);
    } finally {
      await house.close();
      for (const name of readdirSync(path)) rmSync(join(path, name), { recursive: true });
    }
  });

  test('for a backup: it is refused by name, nothing of it stays, and with more room it is taken', async () => {
    const { path, resize, used } = disk!;
    const database = await freshDatabase('sample_city_with_period', furnishSampleCity);
    try {
      const files = join(path, 'no-uploads-yet');
      const take = () => takeBackup({ database, deps: systemDeps, files }, join(path, 'monday'), () => {});
      writeFileSync(join(path, 'ballast'), Buffer.alloc((4 - used()) * MEGABYTE - 64 * 1024));
      await expect(take()).rejects.toMatchObject({ code: 'SYS-DISK-FULL', status: 507 });
      expect(readdirSync(path)).toEqual(['ballast']);
      resize(64);
      expect((await take()).tables.length).toBeGreaterThan(20);
      expect(readdirSync(path).toSorted()).toEqual(['ballast', 'monday']);
    } finally {
      await database.drop();
      for (const name of readdirSync(path)) rmSync(join(path, name), { recursive: true });
      resize(4);
    }
  });

  test('for the database: the batch waits, and ends like any other when there is room again', async () => {
    const undisturbed = await runThrough([]);
    const database = await freshDatabase('torture', furnish);
    await moveEvents(database);
    const world = await openWorld(database);
    try {
      await (await world.start(GATEWAY)).ready();
      const worker = await world.start(WORKER);
      await worker.ready();
      const { batchId } = (await (await world.post(BODY)).json()) as { batchId: string };
      await until('a chunk finds no room and the batch is handed back', async () => {
        const { rows } = await world.database
          .pool('direct')
          .query(`select state from biz.batch where id = $1 and generation > 0 and lease_until is null`, [batchId]);
        return rows[0]?.state === 'running';
      });
      const done = await doneChunks(world);
      expect([done > 0, done < CHUNKS], `${done} chunks of ${CHUNKS}`).toEqual([true, true]);
      disk!.resize(400);
      await passLease(world);
      expect((await world.post(BODY)).status).toBe(200); // asking again wakes the worker
      await comeToRest(world, batchId);
      await worker.end();
      const { struck: _, ...end } = undisturbed;
      expect(await readEnd(world, batchId)).toEqual(end);
    } finally {
      await world.close();
      await forgetDisk();
    }
  });
});

/** Puts the events of cases onto the small disk, and leaves room there for about one chunk more. */
async function moveEvents({ superuser }: TestDatabase): Promise<void> {
  const { path, resize, used } = disk!;
  resize(400);
  const inside = await superuser();
  const { rows } = await inside.query<{ data_directory: string }>('show data_directory');
  const { uid, gid } = statSync(rows[0]!.data_directory);
  chownSync(path, uid, gid);
  await inside.query(`create tablespace small_disk location '${path}'`);
  await inside.query('alter table biz.case_event set tablespace small_disk');
  await inside.end();
  resize(used() + ROOM);
}

async function forgetDisk(): Promise<void> {
  const outside = new Client({ connectionString: inject('superuserUrl') });
  await outside.connect();
  await outside.query('drop tablespace small_disk');
  await outside.end();
}
