import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { openQueue, type Queue, type TenantRef } from './queue.ts';

const WILLOW: TenantRef = { tenantId: 2, cityId: 1 };
const REED: TenantRef = { tenantId: 3, cityId: 1 };

describe('the queue that wakes workers', () => {
  let database: TestDatabase;
  let sender: Queue;
  let worker: Queue;
  const errors: unknown[] = [];

  beforeAll(async () => {
    database = await freshDatabase();
    const onError = (error: unknown): void => void errors.push(error);
    // At once, as `npm start` does: installing the queue's tables must stand that.
    [sender, worker] = await Promise.all([
      openQueue({ url: database.urls.jobs, part: 'sender', onError }),
      openQueue({ url: database.urls.jobs, part: 'worker', onError }),
    ]);
  });

  afterAll(async () => {
    await sender.stop();
    await worker.stop();
    await database.drop();
    expect(errors.map(String)).toEqual([]);
  });

  test('several wakes of one county melt into one, and another county is not lost among them', async () => {
    await sender.wake('intake', WILLOW);
    await sender.wake('intake', WILLOW);
    await sender.wake('intake', REED);
    const woken: TenantRef[] = [];
    await worker.listen('intake', (tenant) => woken.push(tenant));
    await expect.poll(() => woken.length, { timeout: 10_000 }).toBe(2);
    // Two tenants are two jobs of the queue; in which order they wake the worker is not promised.
    expect(woken.toSorted((a, b) => a.tenantId - b.tenantId)).toEqual([WILLOW, REED]);
  });

  test('a wake that cannot be sent is reported to the log and not to whoever has just handed in work', async () => {
    const reported: unknown[] = [];
    const broken = await openQueue({
      url: database.urls.jobs,
      part: 'sender',
      onError: (error) => void reported.push(error),
    });
    await broken.stop();
    await broken.wake('intake', WILLOW);
    expect(reported).toHaveLength(1);
  });

  test('a listening worker is woken, by a connection that listens', async () => {
    const woken = new Promise<TenantRef>((resolve) => void worker.listen('fold', resolve));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await sender.wake('fold', REED);
    expect(await woken).toEqual(REED);
    const boss = await database.superuser(); // nobody else sees what other roles ask
    const { rows } = await boss.query<{ count: string }>(
      `select count(*) from pg_stat_activity where datname = current_database() and query ilike 'listen %'`,
    );
    await boss.end();
    expect(Number(rows[0]?.count)).toBeGreaterThan(0);
  });
});
