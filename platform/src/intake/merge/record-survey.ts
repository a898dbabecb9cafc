import { jsonb } from '../../database/json.ts';
import { inTenant } from '../../database/transaction.ts';
import { LEASE_MS, LeaseLost, ownBatch, type Lease } from '../batch/lease.ts';
import type { IntakeServices } from '../batch/services.ts';
import type { Survey } from './survey.ts';

/**
 * Writes down what the first pass found: row count, encoding, how the lines are accounted for, and once per batch what was noticed
 * about the file. A file without rows is finished by this, unless it is to be refused. Returns whether it is.
 */
export async function recordSurvey({ database, deps }: IntakeServices, lease: Lease, survey: Survey): Promise<boolean> {
  const { tenantId, cityId } = lease.acting;
  const now = deps.clock.now();
  const finished = survey.rowCount === 0 && survey.refusal === null;
  return inTenant(database, 'ingest', lease.acting, async (trx) => {
    const first = survey.findings.length > 0 && lease.doneRows === 0;
    const written = first
      ? await trx
          .insertInto('biz.finding')
          .values(
            survey.findings.map(({ expected, ...finding }, seq) => ({
              ...finding,
              tenant_id: tenantId,
              city_id: cityId,
              batch_id: lease.batchId,
              row_no: 0,
              seq,
              expected: expected && JSON.stringify(expected),
              external_id: null,
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .returning('severity')
          .execute()
      : [];
    const warnings = written.filter(({ severity }) => severity === 'warning').length;
    const batch = await ownBatch(trx, lease)
      .set((set) => ({
        row_count: survey.rowCount,
        lines: jsonb({ ...survey.lines }),
        encoding: survey.encoding,
        heartbeat_at: now,
        lease_until: finished ? null : new Date(now.getTime() + LEASE_MS),
        warning_count: set('warning_count', '+', warnings),
        ...(finished && { state: 'completed', finished_at: now, failed_attempts: 0, failed_at_row: null }),
      }))
      .returning('id')
      .executeTakeFirst();
    if (batch === undefined) throw new LeaseLost(lease.batchId);
    return finished;
  });
}
