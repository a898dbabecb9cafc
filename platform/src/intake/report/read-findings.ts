import type { Trx } from '../../database/database.ts';
import type { Severity } from '../findings/severities.ts';

/** What was noticed about a row; `received` is masked as it was stored. */
export interface RowFinding {
  readonly rowNo: number;
  readonly code: string;
  readonly severity: Severity;
  /** Field of ours it is about, or the sender's column. */
  readonly field: string | null;
  readonly received: string | null;
  readonly expected: string | null;
  readonly externalId: string | null;
}

/** Every finding of a batch in the order of its rows; for a batch of a few rows. */
export async function readFindings(trx: Trx, tenantId: number, batchId: string): Promise<RowFinding[]> {
  const rows = await trx
    .selectFrom('biz.finding')
    .select(['row_no as rowNo', 'code', 'severity', 'field', 'received', 'expected', 'external_id as externalId'])
    .where('tenant_id', '=', tenantId)
    .where('batch_id', '=', batchId)
    .orderBy('row_no')
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ ...row, severity: row.severity as Severity }));
}
