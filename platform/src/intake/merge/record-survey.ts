import { cutText } from '../../kernel/cut-text.ts';
import { inTenant } from '../../database/transaction.ts';
import { LEASE_MS, LeaseLost, ownBatch, type Lease } from '../batch/lease.ts';
import type { IntakeServices } from '../batch/services.ts';
import type { Survey } from './survey.ts';

/**
 * Writes down what the first pass found: row count, encoding, and once per batch the columns nobody explained. A file
 * without rows is finished by this. Returns whether it is.
 */
export async function recordSurvey({ database, deps }: IntakeServices, lease: Lease, survey: Survey): Promise<boolean> {
  const { tenantId, cityId } = lease.acting;
  const now = deps.clock.now();
  const finished = survey.rowCount === 0;
  return inTenant(database, 'ingest', lease.acting, async (trx) => {
    const first = survey.unknownColumns.length > 0 && lease.doneRows === 0;
    const written = first
      ? await trx
          .insertInto('biz.finding')
          .values(
            survey.unknownColumns.map((column, seq) => ({
              tenant_id: tenantId,
              city_id: cityId,
              batch_id: lease.batchId,
              row_no: 0,
              seq,
              code: 'MAP-COLUMN-UNKNOWN',
              severity: 'warning',
              field: cutText(column.toWellFormed().replaceAll('\0', '\ufffd'), 200),
              received: null,
              expected: null,
              external_id: null,
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .returning('seq')
          .execute()
      : [];
    const batch = await ownBatch(trx, lease)
      .set((set) => ({
        row_count: survey.rowCount,
        encoding: survey.encoding,
        heartbeat_at: now,
        lease_until: finished ? null : new Date(now.getTime() + LEASE_MS),
        warning_count: set('warning_count', '+', written.length),
        ...(finished && { state: 'completed', finished_at: now, failed_attempts: 0, failed_at_row: null }),
      }))
      .returning('id')
      .executeTakeFirst();
    if (batch === undefined) throw new LeaseLost(lease.batchId);
    return finished;
  });
}
