import type { Database } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { Problem } from '../../kernel/problem.ts';
import { afterFault, givenUpProblem, MAX_FAULTS, refusal, type FailedAttempts } from './faults.ts';
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
export async function recordFault(database: Database, { clock }: Deps, lease: Lease): Promise<FailedAttempts | null> {
  const now = clock.now();
  return inTenant(database, 'ingest', lease.acting, async (trx) => {
    const batch = await trx
      .selectFrom('biz.batch')
      .select(['state', 'next_row', 'lease_until', 'failed_attempts', 'failed_at_row'])
      .where('tenant_id', '=', lease.acting.tenantId)
      .where('id', '=', lease.batchId)
      .where('generation', '=', lease.generation)
      .forUpdate()
      .executeTakeFirst();
    if (batch === undefined) return null;
    const failed = afterFault(batch, now);
    const isGivenUp = failed.failed_attempts >= MAX_FAULTS;
    const end = isGivenUp ? refusal(givenUpProblem(lease.batchId, failed), now) : failed;
    await ownBatch(trx, lease).set(end).execute();
    return failed;
  });
}
