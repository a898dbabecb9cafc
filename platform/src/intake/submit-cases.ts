import { message } from '../kernel/message.ts';
import type { Acting } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { Problem } from '../kernel/problem.ts';
import { getBatch, type BatchSummary } from './batch/batch-summary.ts';
import { receiveBatch } from './receive/receive-batch.ts';
import { readFindings, type RowFinding } from './report/read-findings.ts';
import { readOutcomes, type RowOutcome } from './report/read-outcomes.ts';
import { runBatch } from './run-batch.ts';
import type { IntakeServices } from './batch/services.ts';

/** Rows the synchronous path takes. */
export const MAX_SUBMIT_ROWS = 200;

export interface Submission {
  readonly sourceId: number | null;
  readonly sourceCode: string | null;
  readonly clientBatchId: string;
  /** See `Upload`. */
  readonly newestWins?: boolean;
  /** One object a row, with the column names of the system's own export. */
  readonly rows: readonly unknown[];
}

export interface Submitted {
  readonly batch: BatchSummary;
  readonly rows: readonly RowOutcome[];
  readonly findings: readonly RowFinding[];
}

/**
 * The small synchronous path of tRPC and GraphQL: the same bytes-then-batch-then-merge as a file, run to its end before it
 * answers. Where another worker has the batch in hand, the answer shows how far it is. Throws like `receiveBatch`, and
 * SYS-INPUT for no rows, too many rows, or a row that is no object.
 */
export async function submitCases(
  services: IntakeServices,
  acting: Acting,
  submission: Submission,
): Promise<Submitted> {
  const { rows, ...upload } = submission;
  if (rows.length === 0 || rows.length > MAX_SUBMIT_ROWS) {
    throw new Problem('SYS-INPUT', { reason: message('rows.count', { max: MAX_SUBMIT_ROWS }) });
  }
  if (!rows.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))) {
    throw new Problem('SYS-INPUT', { reason: message('rows.object') });
  }
  const bytes = [Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))];
  const { batch } = await receiveBatch(services, acting, {
    ...upload,
    fileName: null,
    format: 'rows',
    bytes: each(bytes),
  });
  await runBatch(services, acting, batch.batchId);
  return inTenant(services.database, 'ingest', acting, async (trx) => ({
    batch: await getBatch(trx, acting.tenantId, batch.batchId),
    rows: await readOutcomes(trx, acting.tenantId, batch.batchId),
    findings: await readFindings(trx, acting.tenantId, batch.batchId),
  }));
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
