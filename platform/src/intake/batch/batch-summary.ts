import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import { inTwo, type Params } from '../../kernel/message.ts';
import type { LineTally } from '../read/line-tally.ts';
import type { Outcome } from './services.ts';

/** `cancelled`: taken back by its sender while it waited; nothing of it was taken in. */
export const BATCH_STATES = [
  'queued',
  'running',
  'completed',
  'completed_with_rejects',
  'refused',
  'cancelled',
] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** A batch as its sender sees it. */
export interface BatchSummary {
  readonly tenantId: number;
  readonly batchId: string;
  readonly sourceId: number;
  readonly clientBatchId: string;
  readonly fileName: string | null;
  readonly format: 'csv' | 'ndjson' | 'rows';
  readonly encoding: string | null;
  readonly mappingVersion: number;
  /** Hex of the bytes as sent. */
  readonly sha256: string;
  readonly byteCount: number;
  readonly state: BatchState;
  /** Null until the first pass has counted them. */
  readonly rows: number | null;
  /** Lines of the file by what they belong to; null until then, and for uploads of earlier releases. */
  readonly lines: LineTally | null;
  readonly doneRows: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Its sender says that it counts, also where its rows seem older than what is stored. */
  readonly newestWins: boolean;
  /** Warning findings. */
  readonly warnings: number;
  /** Why the file as a whole was refused. */
  readonly refused: {
    readonly code: string;
    readonly details: Params;
    readonly zh: string;
    readonly en: string;
  } | null;
  readonly receivedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly heartbeatAt: Date | null;
}

/** One batch. Throws SYS-NOT-FOUND for one the reader cannot see, the same as for one that does not exist. */
export async function getBatch(trx: Trx, tenantId: number, batchId: string): Promise<BatchSummary> {
  const row = await selectBatch(trx, tenantId).where('id', '=', batchId).executeTakeFirst();
  if (row === undefined) throw new Problem('SYS-NOT-FOUND');
  return summaryOf(row);
}

/** The batch a sender opened under its own id; one that was cancelled is none, and its id is free. */
export async function findBatchByClientId(
  trx: Trx,
  tenantId: number,
  sourceId: number,
  clientBatchId: string,
): Promise<BatchSummary | undefined> {
  const row = await selectBatch(trx, tenantId)
    .where('source_id', '=', sourceId)
    .where('client_batch_id', '=', clientBatchId)
    .where('state', '<>', 'cancelled')
    .executeTakeFirst();
  return row && summaryOf(row);
}

const selectBatch = (trx: Trx, tenantId: number) =>
  trx.selectFrom('biz.batch').selectAll().where('tenant_id', '=', tenantId);

type BatchRow = Awaited<ReturnType<ReturnType<typeof selectBatch>['executeTakeFirstOrThrow']>>;

function summaryOf(row: BatchRow): BatchSummary {
  return {
    tenantId: row.tenant_id,
    batchId: row.id,
    sourceId: row.source_id,
    clientBatchId: row.client_batch_id,
    fileName: row.file_name,
    format: row.format as BatchSummary['format'],
    encoding: row.encoding,
    mappingVersion: row.mapping_version,
    sha256: row.sha256,
    byteCount: Number(row.byte_count),
    state: row.state as BatchState,
    rows: row.row_count,
    lines: row.lines as LineTally | null,
    doneRows: row.next_row,
    outcomes: {
      created: row.created_count,
      updated: row.updated_count,
      unchanged: row.unchanged_count,
      stale: row.stale_count,
      superseded: row.superseded_count,
      rejected: row.rejected_count,
      skipped: row.skipped_count,
    },
    newestWins: row.newest_wins,
    warnings: row.warning_count,
    refused: row.refused_code === null ? null : refusal(row.refused_code, row.refused_details as Params | null),
    receivedAt: row.received_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    heartbeatAt: row.heartbeat_at,
  };
}

function refusal(code: string, details: Params | null): NonNullable<BatchSummary['refused']> {
  const params = details ?? {};
  return { code, details: params, ...inTwo({ code, params }) };
}
