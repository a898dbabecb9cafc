import type { Trx } from '../../database/database.ts';
import { makeProjection, type Projection } from '../project.ts';
import { readEvents } from '../read-events.ts';

export interface LockedCase {
  readonly version: number;
  readonly projection: Projection;
}

/**
 * Cases as their events yield them, locked for this transaction against other writers (not against events that only refer to
 * them), in the order of their ids. Cases held by somebody else do not come back: locking asks the update policy, and that
 * lets only the holder through.
 */
export async function lockCases(
  trx: Trx,
  tenantId: number,
  caseIds: readonly string[],
): Promise<Map<string, LockedCase>> {
  if (caseIds.length === 0) return new Map();
  const locked = await trx
    .selectFrom('biz.case')
    .select(['id', 'version'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', caseIds.toSorted())
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  if (locked.length === 0) return new Map();
  const events = await readEvents(
    trx,
    tenantId,
    locked.map(({ id }) => id),
  );
  return new Map(
    locked.map(({ id, version }) => {
      const projection = makeProjection();
      for (const event of events.get(id) ?? []) projection.apply(event);
      return [id, { version, projection }];
    }),
  );
}
