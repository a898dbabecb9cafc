import type { Readable } from 'node:stream';
import { actingOf, receiveBatch, requireRight } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { bytesOf, checkLength, formatOf, takeStreams } from './body.ts';
import type { IntakeDoor } from './door.ts';
import { uploadLimit } from './limits.ts';
import { readParameters } from './query.ts';

const Query = z.object({
  clientBatchId: z.string({ error: 'is missing: an id of your own for this batch' }).min(1).max(128),
  fileName: z.string().max(255).optional(),
  source: z.string().max(64).optional(),
});

/** `POST /intake/v1/batches`: the bytes are on our disk before the answer. Then the worker is woken. */
export function addReceiveRoute(scope: FastifyInstance, door: IntakeDoor): void {
  takeStreams(scope);
  scope.post('/intake/v1/batches', uploadLimit, async (request, reply) => {
    const actor = await request.actor();
    requireRight(actor, 'upload');
    const query = readParameters(Query, request.query);
    const format = formatOf(request);
    checkLength(request);
    const { batch, repeated } = await receiveBatch(door, actingOf(actor), {
      sourceId: actor.sourceId,
      sourceCode: query.source ?? null,
      clientBatchId: query.clientBatchId,
      fileName: query.fileName ?? null,
      format,
      bytes: bytesOf(request.body as Readable),
    });
    request.log.info({ batch: batch.batchId, repeated }, 'batch received');
    await door.queue.wake('intake', actor);
    return reply
      .code(repeated ? 200 : 202)
      .header('location', `/intake/v1/batches/${batch.batchId}`)
      .header('cache-control', 'no-store')
      .send(batch);
  });
}
