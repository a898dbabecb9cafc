import { actingOf, type Actor, findingsByCode, getBatch, readUploadedRow, rejectedRows } from '@liangji/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { asActor } from '../identity/as-actor.ts';
import type { CommandServices } from '@liangji/platform';
import { readId, readParameters } from './query.ts';
import { reRead, reReadLines } from './re-reads.ts';
import { streamText } from './stream-text.ts';

const Query = z.object({ tenantId: z.coerce.number().int().optional() });
const RowNo = z.coerce.number().int().min(1);

interface Wanted {
  readonly actor: Actor;
  readonly tenantId: number;
  readonly batchId: string;
}

/** Reports of a batch. A city names the county by `?tenantId=`; what somebody may not see is not found. */
export function addReadRoutes(scope: FastifyInstance, services: CommandServices): void {
  const { database } = services;

  async function wantedBy(request: FastifyRequest): Promise<Wanted> {
    const actor = await request.actor();
    const { tenantId = actor.tenantId } = readParameters(Query, request.query);
    return { actor, tenantId, batchId: readId((request.params as { id: string }).id) };
  }

  scope.get('/intake/v1/batches/:id', async (request, reply) => {
    const { actor, tenantId, batchId } = await wantedBy(request);
    const batch = await asActor(database, actor, (trx) => getBatch(trx, tenantId, batchId));
    return reply.header('cache-control', 'no-store').send(batch);
  });

  scope.get('/intake/v1/batches/:id/findings', async (request, reply) => {
    const { actor, tenantId, batchId } = await wantedBy(request);
    const findings = await asActor(database, actor, async (trx) => {
      await getBatch(trx, tenantId, batchId);
      return findingsByCode(trx, tenantId, batchId);
    });
    return reply.header('cache-control', 'no-store').send(findings);
  });

  scope.get('/intake/v1/batches/:id/rejected', async (request, reply) => {
    const { actor, tenantId, batchId } = await wantedBy(request);
    const rows = rejectedRows(services, actor.pool, actingOf(actor), tenantId, batchId);
    const lines = reReadLines(actor.tenantId, rows);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="rejected-${batchId}.csv"`)
      .header('cache-control', 'no-store')
      .send(await streamText(lines));
  });

  scope.get('/intake/v1/batches/:id/rows/:n', async (request, reply) => {
    const { actor, tenantId, batchId } = await wantedBy(request);
    const rowNo = readParameters(RowNo, (request.params as { n: string }).n);
    const row = await reRead(actor.tenantId, () =>
      readUploadedRow(services, actor.pool, actingOf(actor), tenantId, batchId, rowNo),
    );
    return reply.header('cache-control', 'no-store').send(row);
  });
}
