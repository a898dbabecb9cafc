import { inTenant } from '../../database/transaction.ts';
import { LEASE_MS, LeaseLost, ownBatch, type Lease } from '../batch/lease.ts';
import type { IntakeServices } from '../batch/services.ts';
import type { Survey } from './survey.ts';

const UNKNOWN_COLUMN = { code: 'MAP-COLUMN-UNKNOWN', severity: 'warning', received: null, expected: null } as const;

/**
 * Writes down what the first pass found: row count, encoding, and once per batch the columns nobody explained. A file
 * without rows is finished by this. Returns whether it is.
 */
export async function recordSurvey({ database, deps }: IntakeServices, lease: Lease, survey: Survey): Promise<boolean> {
  const { tenantId, cityId } = lease.acting;
  const now = deps.clock.now();
  const finished = survey.rowCount === 0;
  return inTenant(database, 'ingest', lease.acting, async (trx) => {
    const findings = [
      ...survey.unknownColumns.map((column) => ({ ...UNKNOWN_COLUMN, field: column.slice(0, 200).toWellFormed() })),
      ...survey.findings,
    ];
    const written =
      findings.length > 0 && lease.doneRows === 0
        ? await trx
            .insertInto('biz.finding')
            .values(
              findings.map(({ code, severity, field, received, expected }, seq) => ({
                ...{ tenant_id: tenantId, city_id: cityId, batch_id: lease.batchId, row_no: 0, seq },
                ...{
                  code,
                  severity,
                  field,
                  received,
                  expected: expected && JSON.stringify(expected),
                  external_id: null,
                },
              })),
            )
            .onConflict((conflict) => conflict.doNothing())
            .returning('severity')
            .execute()
        : [];
    const batch = await ownBatch(trx, lease)
      .set((set) => ({
        row_count: survey.rowCount,
        encoding: survey.encoding,
        heartbeat_at: now,
        lease_until: finished ? null : new Date(now.getTime() + LEASE_MS),
        warning_count: set('warning_count', '+', written.filter(({ severity }) => severity === 'warning').length),
        ...(finished && { state: 'completed', finished_at: now, failed_attempts: 0, failed_at_row: null }),
      }))
      .returning('id')
      .executeTakeFirst();
    if (batch === undefined) throw new LeaseLost(lease.batchId);
    return finished;
  });
}
