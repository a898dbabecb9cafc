import type { FastifyInstance } from 'fastify';
import type { CommandServices } from '@liangji/platform';
import { addMappingRoutes } from './mapping.ts';
import { addReadRoutes } from './read-batch.ts';
import { addReceiveRoute } from './receive.ts';

/**
 * `/intake/v1`: bytes in, reports out. A scope of its own, because here bodies are streams.
 *
 * - `POST batches?clientBatchId=&fileName=&source=&newestWins=`: NDJSON or CSV, plain or gzip → 202, 200 for the same again
 * - `GET batches/:id`: state, outcomes, refusal
 * - `GET batches/:id/findings`: by code with examples; `/rejected`: the sender's own rows as CSV; `/rows/:n`: one row
 * - `PUT mapping?source=`: a mapping document into force; `GET mapping?version=`: one of those there have been;
 *   `GET mapping/document`: it alone, as a file
 */
export async function addIntake(app: FastifyInstance, services: CommandServices): Promise<void> {
  await app.register(async (scope) => {
    addReadRoutes(scope, services);
    addMappingRoutes(scope, services);
    await scope.register(async (raw) => addReceiveRoute(raw, services));
  });
}
