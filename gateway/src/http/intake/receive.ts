import type { Readable } from 'node:stream';
import { actingOf, Problem, receiveBatch, requireRight, type Received } from '@liangji/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { bytesOf, checkLength, formatOf, leaveBody, takeStreams } from './body.ts';
import type { CommandServices } from '@liangji/platform';
import { readParameters } from '../../request/parameters.ts';

const Query = z.object({
  clientBatchId: z.string({ error: 'batch.id-missing' }).min(1).max(128),
  fileName: z.string().max(255).optional(),
  source: z.string().max(64).optional(),
  newestWins: z.stringbool().optional(),
});

/** `POST /intake/v1/batches`: the bytes are on our disk before the answer. Then the worker is woken. */
export function addReceiveRoute(scope: FastifyInstance, services: CommandServices): void {
  takeStreams(scope);
  const config = { streams: true, quota: 'uploads' } as const;
  scope.post('/intake/v1/batches', { config }, async (request, reply) => {
    const body = request.body as Readable | undefined;
    if (body === undefined) throw new Problem('ENV-EMPTY');
    const { batch, repeated } = await receive(request, body).finally(() => leaveBody(body));
    request.log.info({ batch: batch.batchId, repeated }, 'batch received');
    return reply
      .code(repeated ? 200 : 202)
      .header('location', `/intake/v1/batches/${batch.batchId}`)
      .header('cache-control', 'no-store')
      .send(batch);
  });

  async function receive(request: FastifyRequest, body: Readable): Promise<Received> {
    const actor = await request.actor();
    requireRight(actor, 'upload');
    const query = readParameters(Query, request.query);
    const format = formatOf(request);
    checkLength(request);
    const received = await receiveBatch(services, actingOf(actor), {
      sourceId: actor.sourceId,
      sourceCode: query.source ?? null,
      clientBatchId: query.clientBatchId,
      fileName: query.fileName ?? null,
      newestWins: query.newestWins ?? false,
      format,
      bytes: bytesOf(body),
    });
    await services.queue.wake('intake', actor);
    return received;
  }
}
