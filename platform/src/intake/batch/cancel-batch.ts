import type { Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';
import { getBatch, type BatchSummary } from './batch-summary.ts';

export interface Cancelled {
  readonly batch: BatchSummary;
  /** False: somebody had cancelled it before. */
  readonly cancelled: boolean;
}

/**
 * Cancels an upload that still waits for its first turn; nothing of it was taken in. Whether a worker or this came first is
 * decided by the row: one statement finds it waiting or does not. A machine (`sourceId`) cancels those of its own source system. For
 * role ingest. SYS-NOT-FOUND for one that is not there or another's, FLOW-BATCH-BEGUN for one that waits no more.
 */
export async function cancelBatch(
  trx: Trx,
  { clock }: Deps,
  { tenantId, sourceId }: { readonly tenantId: number; readonly sourceId: number | null },
  batchId: string,
): Promise<Cancelled> {
  const waiting = await trx
    .updateTable('biz.batch')
    .set({ state: 'cancelled', finished_at: clock.now() })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', batchId)
    .where('state', '=', 'queued')
    .where('next_row', '=', 0)
    .$if(sourceId !== null, (query) => query.where('source_id', '=', sourceId ?? 0))
    .returning('id')
    .execute();
  const batch = await getBatch(trx, tenantId, batchId);
  if (sourceId !== null && batch.sourceId !== sourceId) throw new Problem('SYS-NOT-FOUND');
  if (batch.state !== 'cancelled') throw new Problem('FLOW-BATCH-BEGUN');
  return { batch, cancelled: waiting.length > 0 };
}
