import { sql } from 'kysely';
import { cutText } from '../../kernel/cut-text.ts';
import { message } from '../../kernel/message.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Acting, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { Problem } from '../../kernel/problem.ts';
import { getMapping, getSource } from '../mapping/batch.queries.ts';
import { findBatchByClientId, getBatch, type BatchSummary } from '../batch/batch-summary.ts';
import { tooLarge } from '../read/limits.ts';
import { atMost } from '../../files/at-most.ts';
import { claimBytes, removeUnnamed } from '../../files/claim-bytes.ts';
import { receiveBytes, type ReceivedBytes } from '../../files/stored-bytes.ts';
import type { IntakeServices } from '../batch/services.ts';

/** Bytes of one upload as they travel (packed or not). */
export const MAX_UPLOAD_BYTES = 150 * 1024 * 1024;

export interface Upload {
  /** Source of the machine client; null for a person. */
  readonly sourceId: number | null;
  /** Source named in the request; needed only where it is not clear. */
  readonly sourceCode: string | null;
  /** Chosen by the sender, 1–128 characters, unique within the source. */
  readonly clientBatchId: string;
  readonly fileName: string | null;
  /** This file counts, also where its rows seem older than what is stored: a correction, a case open again. */
  readonly newestWins?: boolean;
  /** What the sender says it is; null: what the mapping says. `rows` are NDJSON made by us. */
  readonly format: 'csv' | 'ndjson' | 'rows' | null;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface Received {
  readonly batch: BatchSummary;
  /** The same id had come before with the same bytes. */
  readonly repeated: boolean;
}

/**
 * Takes an upload in: bytes to the disk first, then the batch that promises to work on them. Only after this may a sender
 * be answered 202. The same client id with the same bytes is the same batch; with other bytes it is `KEY-BATCH-REUSED`. After a
 * batch was cancelled its id opens a new one. An upload that is refused leaves no bytes behind.
 */
export async function receiveBatch(services: IntakeServices, acting: Acting, upload: Upload): Promise<Received> {
  if (!/^[^\u0000-\u001f]{1,128}$/.test(upload.clientBatchId)) {
    throw new Problem('SYS-INPUT', { reason: message('batch.client-id') });
  }
  if (acting.tenantId === acting.cityId) throw new Problem('FLOW-COUNTY');
  const { database } = services;
  // Asked before the bytes, so that a wrong source is refused without taking a file in.
  await inTenant(database, 'ingest', acting, (trx) => getUploadTarget(trx, acting.tenantId, upload));
  const received = await receiveBytes(
    services.files,
    acting.tenantId,
    atMost(upload.bytes, MAX_UPLOAD_BYTES, () => tooLarge(MAX_UPLOAD_BYTES)),
  );
  try {
    if (received.byteCount === 0) throw new Problem('ENV-EMPTY');
    return await inTenant(database, 'ingest', acting, (trx) => openBatch(trx, services, acting, upload, received));
  } catch (error) {
    await discardReceived(services, acting, received);
    throw error;
  }
}

/** Bytes that were kept belong to a batch whose commit failed, or perhaps did not: the database knows. */
async function discardReceived(services: IntakeServices, acting: Acting, received: ReceivedBytes): Promise<void> {
  if (!received.isKept) return received.discard();
  // Where the database is away nobody can know, so the bytes stay: the sender's next try takes them up.
  await removeUnnamed(services, acting, received.sha256).catch(() => undefined);
}

async function getUploadTarget(trx: Trx, tenantId: number, upload: Upload) {
  const source = await getSource(trx, tenantId, { sourceId: upload.sourceId, code: upload.sourceCode });
  return { source, mapping: await getMapping(trx, tenantId, source.sourceId, null) };
}

async function openBatch(
  trx: Trx,
  { deps }: IntakeServices,
  acting: Acting,
  upload: Upload,
  received: ReceivedBytes,
): Promise<Received> {
  const { tenantId, cityId, actor } = acting;
  await claimBytes(trx, tenantId, received.sha256);
  const { source, mapping } = await getUploadTarget(trx, tenantId, upload);
  const inserted = await trx
    .insertInto('biz.batch')
    .values({
      tenant_id: tenantId,
      city_id: cityId,
      id: deps.ids.next(),
      source_id: source.sourceId,
      client_batch_id: upload.clientBatchId,
      mapping_version: mapping.version,
      state: 'queued',
      format: upload.format ?? mapping.document.format,
      file_name: upload.fileName === null ? null : cutText(upload.fileName, 255),
      sent_by: actor,
      by_unit_id: acting.unitId ?? null,
      newest_wins: upload.newestWins ?? false,
      sha256: received.sha256,
      byte_count: received.byteCount,
      received_at: deps.clock.now(),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'source_id', 'client_batch_id'])
        .where(sql<boolean>`state <> 'cancelled'`) // as in the index, which knows no parameters
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (inserted !== undefined) {
    const data = {
      ...{ source: source.code, client_batch_id: upload.clientBatchId },
      ...(upload.newestWins === true && { newest_wins: true }),
    };
    await writeAudit(trx, deps, acting, { action: 'batch.receive', subject: inserted.id, data });
    const batch = await getBatch(trx, tenantId, inserted.id);
    await received.keep();
    return { batch, repeated: false };
  }
  const known = await findBatchByClientId(trx, tenantId, source.sourceId, upload.clientBatchId);
  if (known?.sha256 !== received.sha256 || known.newestWins !== (upload.newestWins ?? false)) {
    throw new Problem('KEY-BATCH-REUSED', { batch: upload.clientBatchId });
  }
  await received.keep();
  return { batch: known, repeated: true };
}
