import {
  actingOf,
  COMMANDS,
  perform,
  readMappingDocument,
  readMappings,
  requireRight,
  type Trx,
} from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { CommandServices } from '@liangji/platform';
import { asActor } from '../../identity/as-actor.ts';
import { idempotencyKeyOf } from '../../openapi/idempotency-key.ts';
import { readParameters, wholeNumber } from '../../request/parameters.ts';

const Source = z.object({ source: z.string().max(64).optional() });
const Version = Source.extend({ version: wholeNumber.optional() });
const Document = Version.extend({ tenantId: wholeNumber.optional() });

/**
 * `PUT /intake/v1/mapping`: from the next batch on, the source system is read with this document, whoever uploads for it.
 * `GET`: the document in force, or the version named, with the list of all there have been. `GET …/document`: it alone, as a
 * file, for whoever reads the county's mappings: its people and the city (`tenantId=`).
 */
export function addMappingRoutes(scope: FastifyInstance, services: CommandServices): void {
  scope.put('/intake/v1/mapping', async (request, reply) => {
    const actor = await request.actor();
    const { source: sourceCode } = readParameters(Source, request.query);
    const input = { sourceCode, document: request.body };
    const put = await perform(services, actor, COMMANDS.putMappingCommand, { input, key: idempotencyKeyOf(request) });
    return reply.code(put.created ? 201 : 200).send(put);
  });

  scope.get('/intake/v1/mapping', async (request, reply) => {
    const actor = await request.actor();
    requireRight(actor, 'upload');
    const { source, version } = readParameters(Version, request.query);
    const mapping = await readMappings(services.database, actingOf(actor), {
      sourceId: actor.sourceId,
      sourceCode: source ?? null,
      version: version ?? null,
    });
    return reply.header('cache-control', 'no-store').send(mapping);
  });

  scope.get('/intake/v1/mapping/document', async (request, reply) => {
    const actor = await request.actor();
    const { source, version, tenantId } = readParameters(Document, request.query);
    const wanted = { tenantId: tenantId ?? actor.tenantId, sourceId: actor.sourceId, sourceCode: source ?? null };
    const read = (trx: Trx) => readMappingDocument(trx, { ...wanted, version: version ?? null });
    const found = await asActor(services.database, actor, read);
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="mapping-v${found.version}.json"`)
      .header('cache-control', 'no-store')
      .send(`${JSON.stringify(found.document, null, 2)}\n`);
  });
}
