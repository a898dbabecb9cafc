import { Problem, type Database, type Deps } from '@liangji/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Environment } from '../environment/read-environment.ts';
import { costOf } from './cost-of.ts';
import { makeQuotas, type Left, type QuotaKind } from './quotas.ts';
import { makeTurns } from './turns.ts';

export { UPLOADS_A_MINUTE, type QuotaKind } from './quotas.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a request of the route uses of its tenant's, `requests` unless given; null: nothing, it is nobody's or has no end. */
    quota?: QuotaKind | null;
  }
  interface FastifyRequest {
    /** Uses one more unit of the asker's tenant; QUOTA-REQUESTS where none is left. Undefined where nothing is counted. */
    use: ((kind: QuotaKind) => Promise<void>) | undefined;
  }
}

/** Every request of this scope uses something of its tenant's minute, which the headers say; and waits for a turn of its tenant. */
export function addQuotas(
  scope: FastifyInstance,
  { database, deps, environment }: { database: Database; deps: Deps; environment: Environment },
): void {
  const quotas = makeQuotas(database, deps, environment.requestsAMinute);
  const turns = makeTurns();
  scope.decorateRequest('use', undefined);

  const useOf = (tenantId: number, reply: FastifyReply) => (kind: QuotaKind, units: number) =>
    quotas.use(tenantId, kind, units, (left) => void reply.headers(headersOf(left)));

  scope.addHook('preHandler', async (request, reply) => {
    const { quota = 'requests' } = request.routeOptions.config;
    if (quota === null) return;
    const tenantId = await tenantOf(request);
    if (tenantId === null) return; // whoever is asked refuses, in its own shape
    const use = useOf(tenantId, reply);
    await use(quota, quota === 'requests' ? costOf(request) : 1);
    request.use = (kind) => use(kind, 1);
    if (quota !== 'requests') return; // its body takes as long as its sender
    const end = await turns.begin(tenantId);
    if (reply.raw.destroyed) end();
    else reply.raw.once('finish', end).once('close', end);
  });
}

/** Null for nobody, and for somebody who may not ask. */
const tenantOf = (request: FastifyRequest): Promise<number | null> =>
  request.actor().then(
    ({ tenantId }) => tenantId,
    (error: unknown) => {
      if (error instanceof Problem) return null;
      throw error;
    },
  );

const headersOf = ({ limit, remaining, reset }: Left): Record<string, string> => ({
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(remaining),
  'ratelimit-reset': String(reset),
  ...(remaining === 0 ? { 'retry-after': String(reset) } : {}),
});
