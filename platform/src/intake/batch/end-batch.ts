import type { Database } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { jsonb } from '../../database/json.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { Problem } from '../../kernel/problem.ts';
import { afterFault, faultsJson, givenUpProblem, MAX_FAULTS, refusal, type Faults } from './faults.ts';
import { ownBatch, type Lease } from './lease.ts';

/** Ends a batch whose file as a whole cannot be taken. */
export async function refuseBatch(database: Database, { clock }: Deps, lease: Lease, problem: Problem): Promise<void> {
  await inTenant(database, 'ingest', lease.acting, async (trx) => {
    await ownBatch(trx, lease).set(refusal(problem, clock.now())).execute();
  });
}

/**
 * Hands a batch back after a fault that is no problem of its file: for another attempt after a pause, or for good. Returns
 * the failures in a row; null when the lease was lost meanwhile.
 */
export async function recordFault(database: Database, { clock }: Deps, lease: Lease): Promise<Faults | null> {
  const now = clock.now();
  return inTenant(database, 'ingest', lease.acting, async (trx) => {
    const batch = await trx
      .selectFrom('biz.batch')
      .select(['state', 'next_row', 'lease_until', 'refused_details'])
      .where('tenant_id', '=', lease.acting.tenantId)
      .where('id', '=', lease.batchId)
      .where('generation', '=', lease.generation)
      .forUpdate()
      .executeTakeFirst();
    if (batch === undefined) return null;
    const faults = afterFault(batch, now);
    const pause = { lease_until: faults.until, refused_details: jsonb(faultsJson(faults)) };
    const end = faults.count < MAX_FAULTS ? pause : refusal(givenUpProblem(lease.batchId, faults), now);
    await ownBatch(trx, lease).set(end).execute();
    return faults;
  });
}
