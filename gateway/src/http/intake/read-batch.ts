import {
  actingOf,
  type ActingRole,
  type Actor,
  findingsByCode,
  getBatch,
  inTenant,
  Problem,
  readUploadedRow,
  rejectedRows,
} from '@liangji/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CommandServices } from '@liangji/platform';
import { readId, readParameters } from './query.ts';
import { reRead, reReadLines } from './re-reads.ts';
import { streamText } from './stream-text.ts';

const Query = z.object({ tenantId: z.coerce.number().int().optional() });
const RowNo = z.coerce.number().int().min(1);

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
    if (actor.kind !== 'machine') return { actor, role: actor.pool, tenantId, batchId };
    const { sourceId } = await inTenant(database, 'ingest', actingOf(actor), (trx) => getBatch(trx, tenantId, batchId));
    if (sourceId !== actor.sourceId) throw new Problem('SYS-NOT-FOUND');
    return { actor, role: 'ingest', tenantId, batchId };
  }

  scope.get('/intake/v1/batches/:id', async (request, reply) => {
    const { actor, role, tenantId, batchId } = await wantedBy(request);
    const batch = await inTenant(database, role, actingOf(actor), (trx) => getBatch(trx, tenantId, batchId));
    return reply.header('cache-control', 'no-store').send(batch);
  });

  scope.get('/intake/v1/batches/:id/findings', async (request, reply) => {
    const { actor, role, tenantId, batchId } = await wantedBy(request);
    const findings = await inTenant(database, role, actingOf(actor), async (trx) => {
      await getBatch(trx, tenantId, batchId);
      return findingsByCode(trx, tenantId, batchId);
    });
    return reply.header('cache-control', 'no-store').send(findings);
  });

  scope.get('/intake/v1/batches/:id/rejected', async (request, reply) => {
    const { actor, role, tenantId, batchId } = await wantedBy(request);
    const rows = rejectedRows(services, role, actingOf(actor), tenantId, batchId);
    const lines = reReadLines(actor.tenantId, rows);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="rejected-${batchId}.csv"`)
      .header('cache-control', 'no-store')
      .send(await streamText(lines));
  });

  scope.get('/intake/v1/batches/:id/rows/:n', async (request, reply) => {
    const { actor, role, tenantId, batchId } = await wantedBy(request);
    const rowNo = readParameters(RowNo, (request.params as { n: string }).n);
    const row = await reRead(actor.tenantId, () =>
      readUploadedRow(services, role, actingOf(actor), tenantId, batchId, rowNo),
    );
    return reply.header('cache-control', 'no-store').send(row);
  });
}
