import type { Database, Deps } from '@liangji/platform';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Environment } from '../environment/read-environment.ts';
import { knownActor } from '../identity/tokens/known-actor.ts';
import { unitsOf, unitsOfRows } from './units-of.ts';
import { makeQuotas, type Left, type QuotaKind, type Use } from './quotas.ts';
import { makeTurns } from './turns.ts';

export { UPLOADS_A_MINUTE } from './quotas.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a request of the route uses of its tenant's, `requests` unless given; null: nothing, it is nobody's or has no end. */
    quota?: QuotaKind | null;
  }
  interface FastifyRequest {
    use: Use;
    /** Waits for the turn of the request, once; it lasts until the answer is sent. Undefined where nothing is counted. */
    turn: (() => Promise<void>) | undefined;
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
  scope.decorateRequest('turn', undefined);

  // Before the body is read: whatever is refused for its form has been asked all the same.
  scope.addHook('onRequest', async (request, reply) => {
    const { quota = 'requests' } = request.routeOptions.config;
    const actor = quota === null ? null : await knownActor(request);
    if (quota === null || actor === null) return; // whoever is asked refuses, in its own shape
    const use = (kind: QuotaKind, units: number): Promise<void> =>
      quotas.use(actor.tenantId, kind, units, (left) => void reply.headers(headersOf(left)));
    request.use = use;
    // The body of an upload takes as long as its sender.
    if (quota === 'requests') request.turn = once(() => turnOf(actor.tenantId, reply));
    await use(quota, quota === 'requests' ? unitsOf(request) : 1);
  });

  scope.addHook('preHandler', async (request) => {
    if (request.turn === undefined) return;
    const rows = unitsOfRows(request.body);
    if (rows > 0) await request.use?.('requests', rows);
    await request.turn();
  });

  async function turnOf(tenantId: number, reply: FastifyReply): Promise<void> {
    const end = await turns.begin(tenantId);
    if (reply.raw.destroyed) end();
    else reply.raw.once('finish', end).once('close', end);
  }
}

const once = (begin: () => Promise<void>): (() => Promise<void>) => {
  let begun: Promise<void> | undefined;
  return () => (begun ??= begin());
};

const headersOf = ({ limit, remaining, reset }: Left): Record<string, string> => ({
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(remaining),
  'ratelimit-reset': String(reset),
  ...(remaining === 0 ? { 'retry-after': String(reset) } : {}),
});
