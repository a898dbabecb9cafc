import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import { OUTCOME_NAMES, type Outcome } from '../batch/services.ts';

/** What became of one row. */
export interface RowOutcome {
  readonly rowNo: number;
  readonly outcome: Outcome;
  /** Null for rejected and superseded rows. */
  readonly caseId: string | null;
}

/** Outcomes of a batch in row order, as far as it is done; `fromRow` (1-based) and `limit` page through large ones. */
export async function readOutcomes(
  trx: Trx,
  tenantId: number,
  batchId: string,
  page: { fromRow: number; limit: number } = { fromRow: 1, limit: 1000 },
): Promise<RowOutcome[]> {
  const end = page.fromRow + page.limit;
  const chunks = await trx
    .selectFrom('biz.batch_chunk')
    .select(['first_row', 'outcomes', 'case_ids'])
    .where('tenant_id', '=', tenantId)
    .where('batch_id', '=', batchId)
    .where('first_row', '<', end)
    .where(sql<boolean>`first_row + row_count > ${page.fromRow}`)
    .orderBy('first_row')
    .execute();
  const rows: RowOutcome[] = [];
  for (const chunk of chunks) {
    chunk.outcomes.forEach((code, i) => {
      const rowNo = chunk.first_row + i;
      if (rowNo < page.fromRow || rowNo >= end) return;
      rows.push({ rowNo, outcome: outcomeName(code), caseId: chunk.case_ids[i] ?? null });
    });
  }
  return rows;
}

/** The outcome that a code in `biz.batch_chunk.outcomes` stands for. */
export function outcomeName(code: number): Outcome {
  const outcome = OUTCOME_NAMES[code - 1];
  if (outcome === undefined) throw new Error(`outcome ${code} is not known`);
  return outcome;
}
