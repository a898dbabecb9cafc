import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WILLOW } from '../../test/people.ts';
import type { Database } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { claimBytes, removeUnnamed } from './claim-bytes.ts';
import { receiveBatch } from '../intake/receive/receive-batch.ts';
import { bytesOf, makeTestIntake, upload, type TestIntake } from '../../test/intake/county.ts';

let intake: TestIntake;
beforeAll(async () => {
  intake = await makeTestIntake();
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const pathOf = (text: string) => join(intake.files, '2', hashOf(text));
const stored = () => readdirSync(join(intake.files, '2')).toSorted();
const send = (clientBatchId: string, text: string, services: Pick<TestIntake, 'database'> = intake) =>
  receiveBatch({ ...intake, ...services }, WILLOW, {
    ...{ sourceId: null, sourceCode: null, fileName: null, format: 'csv', clientBatchId },
    bytes: bytesOf(text),
  });

describe('bytes on the disk', () => {
  it('cannot be left behind by an upload that is refused after they were taken in', async () => {
    const { batch } = await upload(intake, 'a\n1\n', { clientBatchId: 'taken' });
    const before = stored();
    expect(before).toEqual([batch.sha256]);
    await expect(send('taken', 'a\n2\n')).rejects.toMatchObject({ code: 'KEY-BATCH-REUSED' });
    await expect(send('empty', '')).rejects.toMatchObject({ code: 'ENV-EMPTY' });
    expect(stored()).toEqual(before);
  });

  it('cannot be left behind by a commit that fails, nor be lost by one that only seemed to fail', async () => {
    const before = stored();
    await expect(send('undone', 'b\n1\n', { database: withCommit(intake.database, 'rollback') })).rejects.toThrow(
      'cut',
    );
    expect(stored()).toEqual(before);
    await expect(send('done', 'b\n2\n', { database: withCommit(intake.database, 'commit') })).rejects.toThrow('cut');
    expect(existsSync(pathOf('b\n2\n'))).toBe(true);
    expect(await send('done', 'b\n2\n')).toMatchObject({ repeated: true });
  });

  it('cannot be removed while somebody else opens a batch with the same content', async () => {
    const text = 'c\n1\n';
    await writeFile(pathOf(text), text);
    let commit = (): void => {};
    const opened = new Promise<void>((resolve) => (commit = resolve));
    let claimed = (): void => {};
    const isClaimed = new Promise<void>((resolve) => (claimed = resolve));
    const opening = inTenant(intake.database, 'ingest', WILLOW, async (trx) => {
      await claimBytes(trx, WILLOW.tenantId, hashOf(text));
      await trx
        .insertInto('biz.batch')
        .values({
          ...{ tenant_id: 2, city_id: 1, id: intake.deps.ids.next(), source_id: 1, client_batch_id: 'slow' },
          ...{ mapping_version: 1, state: 'queued', format: 'csv', sent_by: 'test', sha256: hashOf(text) },
          ...{ byte_count: 4, received_at: intake.deps.clock.now() },
        })
        .execute();
      claimed();
      await opened;
    });
    await isClaimed;
    let removed: boolean | undefined;
    const removing = removeUnnamed(intake, WILLOW, hashOf(text)).then((did) => (removed = did));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(removed).toBeUndefined();
    commit();
    await Promise.all([opening, removing]);
    expect([removed, existsSync(pathOf(text))]).toEqual([false, true]);
  });

  it('of every accepted upload are there after many uploads of the same content at once, refused ones among them', async () => {
    await send('one', 'd\n0\n');
    const texts = ['d\n1\n', 'd\n2\n'];
    const ends = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) => send(n % 4 === 0 ? 'one' : `many-${n}`, texts[n % 2]!)),
    );
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    for (const text of texts) expect(existsSync(pathOf(text))).toBe(true);
    expect(stored().filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

/** The same database, whose first answer to a commit of an uploader is lost: the server did this instead of it, or did it. */
function withCommit(database: Database, really: 'commit' | 'rollback'): Database & TestIntake['database'] {
  let isCut = false;
  const cut = <T extends object>(client: T): T =>
    new Proxy(client, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        if (key !== 'query') return value.bind(target);
        return async (...given: unknown[]) => {
          if (given[0] !== 'commit' || isCut) return value.apply(target, given);
          isCut = true;
          await value.apply(target, [really]);
          throw new Error('cut');
        };
      },
    });
  let transactions = 0;
  const pool: Database['pool'] = (role) =>
    new Proxy(database.pool(role), {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (key !== 'connect') return typeof value === 'function' ? value.bind(target) : value;
        // The first transaction of an upload only asks; the second opens the batch.
        return async () => (++transactions === 2 ? cut(await target.connect()) : target.connect());
      },
    });
  return { ...database, pool } as Database & TestIntake['database'];
}
