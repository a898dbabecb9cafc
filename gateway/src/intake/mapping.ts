import { actingOf, putMapping, readMappings, requireRight } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { IntakeDoor } from './door.ts';
import { readParameters } from './query.ts';

const Source = z.object({ source: z.string().max(64).optional() });
const Version = Source.extend({ version: z.coerce.number().int().min(1).optional() });

/**
 * `PUT /intake/v1/mapping`: from the next batch on, the source system is read with this document, whoever uploads for it.
 * `GET`: the document in force, or the version named, with the list of all there have been.
 */
export function addMappingRoutes(scope: FastifyInstance, { database, deps }: IntakeDoor): void {
  scope.put('/intake/v1/mapping', async (request, reply) => {
    const actor = await request.actor();
    requireRight(actor, 'upload');
    const { source } = readParameters(Source, request.query);
    const put = await putMapping(database, deps, actingOf(actor), {
      sourceId: actor.sourceId,
      sourceCode: source ?? null,
      document: request.body,
    });
    return reply.code(put.created ? 201 : 200).send(put);
  });

  scope.get('/intake/v1/mapping', async (request, reply) => {
    const actor = await request.actor();
    requireRight(actor, 'upload');
    const { source, version } = readParameters(Version, request.query);
    const mapping = await readMappings(database, actingOf(actor), {
      sourceId: actor.sourceId,
      sourceCode: source ?? null,
      version: version ?? null,
    });
    return reply.header('cache-control', 'no-store').send(mapping);
  });
}
