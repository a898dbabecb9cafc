import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import type { Chunk } from './chunks.ts';
import type { Decision, KnownCase } from './decide.ts';
import type { Finding } from '../findings/finding.ts';
import { ownBatch, type Lease } from '../batch/lease.ts';
import { OUTCOMES, type Outcome } from '../batch/services.ts';

/**
 * Lets this connection plan its foreign-key checks again. It keeps their plans, and those made while a table held ten rows
 * read all of it for every row that refers to it (decisions/0013).
 */
export async function discardPlans(trx: Trx): Promise<void> {
  await sql`discard plans`.execute(trx);
}

interface KnownRow {
  external_id: string;
  case_id: string;
  r: string | null;
  d: string;
  h: string;
  m: number;
}

/** Hashes and revisions of the ids of a chunk. Sees what was committed before the lock: the lock is issued first. */
export async function readKnown(
  trx: Trx,
  { acting: { tenantId }, sourceId, mappingVersion }: Pick<Lease, 'acting' | 'sourceId' | 'mappingVersion'>,
  externalIds: readonly string[],
): Promise<Map<string, KnownCase>> {
  const { rows } = await sql<KnownRow>`
    select external_id, case_id, revision as r, derived_revision as d, content_hash as h, mapping_version as m
      from biz.case_source
     where tenant_id = ${tenantId} and source_id = ${sourceId} and external_id = any(${externalIds}::text[])`.execute(
    trx,
  );
  return new Map(
    rows.map((row) => [
      row.external_id,
      {
        caseId: row.case_id,
        revision: row.r === null ? null : Number(row.r),
        derivedRevision: Number(row.d),
        contentHash: row.h,
        isReread: row.m !== mappingVersion,
        isStored: true,
      },
    ]),
  );
}

/** The tenant's cases by the numbers that rows of a chunk name; one statement, and none where no row names one. */
export async function readNumbered(
  trx: Trx,
  tenantId: number,
  numbers: readonly string[],
): Promise<Map<string, KnownCase>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<{ case_no: string; id: string }>`
    select case_no, id from biz."case"
     where tenant_id = ${tenantId} and case_no = any(${numbers}::text[])`.execute(trx);
  const unseen = { revision: null, derivedRevision: 0, contentHash: '', isReread: false, isStored: false };
  return new Map(rows.map(({ case_no: caseNo, id }) => [caseNo, { caseId: id, ...unseen }]));
}

/** In which encoding the content of ids came. */
export async function readEncodings(
  trx: Trx,
  { acting: { tenantId }, sourceId }: Lease,
  externalIds: readonly string[],
): Promise<Map<string, string | null>> {
  if (externalIds.length === 0) return new Map();
  const { rows } = await sql<{ external_id: string; encoding: string | null }>`
    select s.external_id, b.encoding
      from biz.case_source s join biz.batch b on b.tenant_id = ${tenantId} and b.id = s.batch_id
     where s.tenant_id = ${tenantId} and s.source_id = ${sourceId}
       and s.external_id = any(${externalIds}::text[])`.execute(trx);
  return new Map(rows.map(({ external_id: id, encoding }) => [id, encoding]));
}

/** The outcome of every row of a chunk, in row order. */
export async function insertChunk(
  trx: Trx,
  lease: Lease,
  firstRow: number,
  decisions: readonly Decision[],
  recordedAt: Date,
): Promise<void> {
  const { tenantId, cityId } = lease.acting;
  await sql`
    insert into biz.batch_chunk
      (tenant_id, city_id, batch_id, first_row, row_count, outcomes, case_ids, recorded_at)
    values (${tenantId}, ${cityId}, ${lease.batchId}, ${firstRow}, ${decisions.length},
      ${decisions.map((d) => OUTCOMES[d.outcome])}::smallint[], ${decisions.map((d) => d.caseId)}::uuid[],
      ${recordedAt})`.execute(trx);
}

/** What was noticed about rows of a chunk, each with the line its row begins at. */
export async function insertFindings(
  trx: Trx,
  lease: Lease,
  chunk: Chunk,
  findings: readonly Finding[],
): Promise<void> {
  if (findings.length === 0) return;
  const seqOf = new Map<number, number>();
  const rows = findings.map((finding) => {
    const seq = seqOf.get(finding.rowNo) ?? 0;
    seqOf.set(finding.rowNo, seq + 1);
    const { rowNo: row_no, code, severity, field, received, expected, externalId: external_id, rowCount = 1 } = finding;
    const wanted = expected && JSON.stringify(expected);
    const line = chunk.rows[row_no - chunk.firstRow]?.line ?? null;
    return { row_no, seq, code, severity, field, received, expected: wanted, external_id, line, row_count: rowCount };
  });
  const { tenantId, cityId } = lease.acting;
  const json = JSON.stringify(rows);
  await sql`
    insert into biz.finding
      (tenant_id, city_id, batch_id, row_no, seq, code, severity, field, received, expected, external_id, line, row_count)
    select ${tenantId}::int, ${cityId}::int, ${lease.batchId}::uuid,
           r.row_no, r.seq, r.code, r.severity, r.field, r.received, r.expected, r.external_id, r.line, r.row_count
      from jsonb_to_recordset(${json.includes('\\u') ? storable(json) : json}::jsonb) as r(row_no int, seq smallint, code text, severity text,
           field text, received text, expected text, external_id text, line int, row_count int)
    returning seq`.execute(trx);
}

/** What quotes a file may hold what PostgreSQL does not store: NUL, and halves of characters. */
const storable = (json: string): string =>
  json.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})/g, '$1\ufffd');

export interface BatchProgress {
  readonly firstRow: number;
  readonly outcomes: readonly Outcome[];
  readonly warnings: number;
  readonly now: Date;
  readonly leaseUntil: Date;
  readonly finished: boolean;
}

/** Moves the batch on by one chunk; false when the lease was lost or the chunk is not the next one. */
export async function updateBatch(trx: Trx, lease: Lease, progress: BatchProgress): Promise<boolean> {
  const count = (outcome: Outcome) => progress.outcomes.filter((o) => o === outcome).length;
  const { finished, now } = progress;
  const row = await ownBatch(trx, lease)
    .where('next_row', '=', progress.firstRow - 1)
    .set((set) => ({
      next_row: progress.firstRow - 1 + progress.outcomes.length,
      created_count: set('created_count', '+', count('created')),
      updated_count: set('updated_count', '+', count('updated')),
      unchanged_count: set('unchanged_count', '+', count('unchanged')),
      stale_count: set('stale_count', '+', count('stale')),
      superseded_count: set('superseded_count', '+', count('superseded')),
      rejected_count: set('rejected_count', '+', count('rejected')),
      skipped_count: set('skipped_count', '+', count('skipped')),
      warning_count: set('warning_count', '+', progress.warnings),
      heartbeat_at: now,
      lease_until: finished ? null : progress.leaseUntil,
      ...(finished && {
        finished_at: now,
        failed_attempts: 0,
        failed_at_row: null,
        state: sql<string>`case when rejected_count + ${count('rejected')} > 0
          then 'completed_with_rejects' else 'completed' end`,
      }),
    }))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
