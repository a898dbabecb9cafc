import { actingOf, putMapping, requireRight } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { IntakeDoor } from './door.ts';
import { readParameters } from './query.ts';

const Query = z.object({ source: z.string().max(64).optional() });

/** `PUT /intake/v1/mapping`: from the next batch on, the source system is read with this document. */
export function addMappingRoute(scope: FastifyInstance, { database, deps }: IntakeDoor): void {
  scope.put('/intake/v1/mapping', async (request, reply) => {
    const actor = await request.actor();
    requireRight(actor, 'upload');
    const { source } = readParameters(Query, request.query);
    const put = await putMapping(database, deps, actingOf(actor), {
      sourceId: actor.sourceId,
      sourceCode: source ?? null,
      document: request.body,
    });
    return reply.code(put.created ? 201 : 200).send(put);
  });
}
