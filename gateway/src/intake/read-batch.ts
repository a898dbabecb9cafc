import { getBatch, type Actor, type Trx } from '@liangji/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { asActor } from '../identity/as-actor.ts';
import type { IntakeDoor } from './door.ts';
import { readId, readParameters } from './query.ts';

const Query = z.object({ tenantId: z.coerce.number().int().optional() });

/** Reports of a batch. A city names the county by `tenantId`; what somebody may not see is not found. */
export function addReadRoutes(scope: FastifyInstance, { database }: IntakeDoor): void {
  async function read<T>(request: FastifyRequest, run: (trx: Trx, tenantId: number, actor: Actor) => Promise<T>) {
    const actor = await request.actor();
    const tenantId = readParameters(Query, request.query).tenantId ?? actor.tenantId;
    return asActor(database, actor, (trx) => run(trx, tenantId, actor));
  }

  scope.get<{ Params: { id: string } }>('/intake/v1/batches/:id', async (request, reply) => {
    const id = readId(request.params.id);
    const batch = await read(request, (trx, tenantId) => getBatch(trx, tenantId, id));
    return reply.header('cache-control', 'no-store').send(batch);
  });
}
