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
  return withProjections(trx, tenantId, locked);
}

/** The same for cases that somebody else holds, of which one only notes: not locked. */
export async function readCases(
  trx: Trx,
  tenantId: number,
  caseIds: readonly string[],
): Promise<Map<string, LockedCase>> {
  if (caseIds.length === 0) return new Map();
  const found = await trx
    .selectFrom('biz.case')
    .select(['id', 'version'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', caseIds)
    .execute();
  return withProjections(trx, tenantId, found);
}

async function withProjections(
  trx: Trx,
  tenantId: number,
  cases: readonly { readonly id: string; readonly version: number }[],
): Promise<Map<string, LockedCase>> {
  if (cases.length === 0) return new Map();
  const events = await readEvents(
    trx,
    tenantId,
    cases.map(({ id }) => id),
  );
  return new Map(
    cases.map(({ id, version }) => {
      const projection = makeProjection();
      for (const event of events.get(id) ?? []) projection.apply(event);
      return [id, { version, projection }];
    }),
  );
}
