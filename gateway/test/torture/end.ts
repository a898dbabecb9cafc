import { createHash } from 'node:crypto';
import {
  findingsByCode,
  fingerprint,
  getBatch,
  inTenant,
  refreshRanking,
  rejectedRows,
  systemDeps,
  type Fingerprint,
} from '@liangji/platform';
import { until } from './until.ts';
import type { World } from './world.ts';

/** What is left when everything has come to rest: all tables, and all that the sender can read about the batch. */
export interface End {
  readonly tables: Fingerprint;
  readonly report: Readonly<Record<string, unknown>>;
}

/** Until the batch is final and the figures stand on it. */
export async function comeToRest({ database, county: { tenantId } }: World, batchId: string): Promise<void> {
  const isTrue = async (sql: string, values: unknown[] = []): Promise<boolean> =>
    (await database.pool('direct').query<{ so: boolean }>(`select ${sql} as so`, values)).rows[0]!.so;
  await until('the batch is final', () =>
    isTrue(`exists (select from biz.batch where id = $1 and state not in ('queued', 'running'))`, [batchId]),
  );
  await until('every mark is folded', () => isTrue('not exists (select from biz.stat_dirty)'));
  await until('the worker has refreshed the ranking', () =>
    isTrue(
      `exists (select from biz.result where tenant_id = $1 and not is_frozen
      and last_data_at = (select max(finished_at) from biz.batch where tenant_id = $1))`,
      [tenantId],
    ),
  );
}

/** The ranking is refreshed once more by hand: what it says of time must not depend on when the worker last looked. */
export async function readEnd(world: World, batchId: string): Promise<End> {
  const { tenantId, cityId } = world.county;
  await refreshRanking(world.database, systemDeps, { tenantId: cityId, cityId, actor: 'test' }, tenantId);
  return { report: await readReport(world, batchId), tables: await fingerprint(world.database) };
}

async function readReport({ database, files, county }: World, batchId: string): Promise<End['report']> {
  const { tenantId } = county;
  const rejected = createHash('sha256');
  for await (const line of rejectedRows({ database, files }, 'county', county, tenantId, batchId, true))
    rejected.update(line);
  return inTenant(database, 'county', county, async (trx) => {
    // Without ids and moments, which are another's every time.
    const { batchId: _id, receivedAt: _r, startedAt: _s, finishedAt: _f, heartbeatAt: _h, ...summary } = await getBatch(trx, tenantId, batchId); // prettier-ignore
    return { ...summary, findings: await findingsByCode(trx, tenantId, batchId), rejected: rejected.digest('hex') };
  });
}
