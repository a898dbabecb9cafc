import {
  actingOf,
  type ActingRole,
  type Actor,
  type BatchSummary,
  findingsByCode,
  getBatch,
  hasRight,
  inTenant,
  maskWords,
  Problem,
  readUploadedRow,
  rejectedRows,
  type Trx,
  unknownWords,
  unknownWordsCsv,
  warningLines,
  writeAudit,
} from '@liangji/platform';
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CommandServices } from '@liangji/platform';
import { readId, readParameters, wholeNumber } from '../../request/parameters.ts';
import { reRead, reReadLines } from './re-reads.ts';
import { streamText } from './stream-text.ts';

const Query = z.object({ tenantId: wholeNumber.optional() });
const Format = z.object({ format: z.enum(['json', 'csv']).optional() });

interface Wanted {
  readonly actor: Actor;
  readonly role: ActingRole;
  readonly tenantId: number;
  readonly batchId: string;
}

/**
 * Reports of a batch. A city names the county by `?tenantId=`; what somebody may not see is not found. A machine client reads
 * the batches of its source system, whichever body it belongs to: what it may send it may also follow.
 */
export function addReadRoutes(scope: FastifyInstance, services: CommandServices): void {
  const { database } = services;

  async function wantedBy(request: FastifyRequest): Promise<Wanted> {
    const actor = await request.actor();
    const { tenantId = actor.tenantId } = readParameters(Query, request.query);
    const batchId = readId((request.params as { id: string }).id);
    return { actor, role: actor.kind === 'machine' ? 'ingest' : actor.pool, tenantId, batchId };
  }

  const asReader = <T>({ role, actor }: Wanted, run: (trx: Trx) => Promise<T>): Promise<T> =>
    inTenant(database, role, actingOf(actor), run);

  /** The batch, which for a machine client must be of its source system. */
  async function readable(trx: Trx, { actor, tenantId, batchId }: Wanted): Promise<BatchSummary> {
    const batch = await getBatch(trx, tenantId, batchId);
    if (actor.kind === 'machine' && batch.sourceId !== actor.sourceId) throw new Problem('SYS-NOT-FOUND');
    return batch;
  }

  /** Before stored bytes are read again: people are refused by what they may read of the batch, machine clients here. */
  async function wantedBytes(request: FastifyRequest): Promise<Wanted> {
    const wanted = await wantedBy(request);
    if (wanted.actor.kind === 'machine') await asReader(wanted, (trx) => readable(trx, wanted));
    return wanted;
  }

  /** Rows as they were sent hold whom they are about: who reads them stands in the audit of his tenant. */
  function noteRead(wanted: Wanted, what: { readonly rows: number | 'rejected' }): Promise<void> {
    const { actor, tenantId, batchId } = wanted;
    const entry = { action: 'batch.read-rows', subject: batchId, data: { ...what, of: tenantId } };
    return asReader(wanted, (trx) => writeAudit(trx, services.deps, actingOf(actor), entry));
  }

  scope.get('/intake/v1/batches/:id', async (request, reply) => {
    const wanted = await wantedBy(request);
    const batch = await asReader(wanted, (trx) => readable(trx, wanted));
    // What a file is called is its sender's words, and a refusal may quote the file.
    const words = { fileName: maskWords(batch.fileName), refused: maskWords(batch.refused) };
    return reply.header('cache-control', 'no-store').send({ ...batch, ...words });
  });

  scope.get('/intake/v1/batches/:id/findings', async (request, reply) => {
    const wanted = await wantedBy(request);
    const findings = await asReader(wanted, async (trx) => {
      await readable(trx, wanted);
      return findingsByCode(trx, wanted.tenantId, wanted.batchId);
    });
    return reply.header('cache-control', 'no-store').send(findings);
  });

  scope.get('/intake/v1/batches/:id/rejected', async (request, reply) => {
    const wanted = await wantedBytes(request);
    const { actor, role, tenantId, batchId } = wanted;
    const rows = rejectedRows(services, role, actingOf(actor), tenantId, batchId, hasRight(actor, 'upload'));
    const lines = reReadLines(actor.tenantId, rows);
    const body = await streamText(lines);
    await noteRead(wanted, { rows: 'rejected' });
    return sendCsv(reply, `rejected-${batchId}`, body);
  });

  scope.get('/intake/v1/batches/:id/warnings', async (request, reply) => {
    const { actor, role, tenantId, batchId } = await wantedBytes(request);
    const lines = warningLines(database, role, actingOf(actor), tenantId, batchId);
    return sendCsv(reply, `warnings-${batchId}`, await streamText(lines));
  });

  scope.get('/intake/v1/batches/:id/words', async (request, reply) => {
    const wanted = await wantedBy(request);
    const words = await asReader(wanted, async (trx) => {
      await readable(trx, wanted);
      return unknownWords(trx, wanted.tenantId, wanted.batchId);
    });
    const { format = 'json' } = readParameters(Format, request.query);
    if (format === 'json') return reply.header('cache-control', 'no-store').send(words);
    return sendCsv(reply, `words-${wanted.batchId}`, unknownWordsCsv(words));
  });

  scope.get('/intake/v1/batches/:id/rows/:n', async (request, reply) => {
    const wanted = await wantedBytes(request);
    const { actor, role, tenantId, batchId } = wanted;
    const rowNo = readParameters(wholeNumber, (request.params as { n: string }).n);
    const row = await reRead(actor.tenantId, () =>
      readUploadedRow(services, role, actingOf(actor), tenantId, batchId, rowNo),
    );
    await noteRead(wanted, { rows: rowNo });
    return reply.header('cache-control', 'no-store').send(row);
  });
}

const sendCsv = (reply: FastifyReply, name: string, body: Readable | string): FastifyReply =>
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .header('cache-control', 'no-store')
    .send(body);
