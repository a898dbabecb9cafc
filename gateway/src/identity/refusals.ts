import { actingOf, inTenant, writeAudit, type Database, type Deps } from '@liangji/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { knownActor } from './tokens/known-actor.ts';

/** The same refusal again within this time says nothing new. */
const QUIET_MS = 60_000;
const MOST_REMEMBERED = 10_000;

/**
 * What somebody known may not do, and tried, stands in the audit of his tenant: once a minute for each person and address.
 * Written before the answer leaves; an audit that fails is logged and keeps nobody from his answer.
 */
export function addRefusalAudit(app: FastifyInstance, { database, deps }: { database: Database; deps: Deps }): void {
  const noted = new Map<string, number>();

  function isNew(key: string): boolean {
    const now = deps.clock.now().getTime();
    const before = noted.get(key);
    if (before !== undefined && Math.abs(now - before) < QUIET_MS) return false;
    if (noted.size >= MOST_REMEMBERED) noted.clear();
    noted.set(key, now);
    return true;
  }

  app.addHook('onSend', async (request, reply) => {
    if (reply.statusCode !== 403) return;
    try {
      const actor = await knownActor(request);
      const what = `${request.method} ${addressOf(request)}`;
      if (actor === null || !isNew(`${actor.tenantId} ${actor.login} ${what}`)) return;
      const acting = actingOf(actor);
      await inTenant(database, actor.pool, acting, (trx) =>
        writeAudit(trx, deps, acting, { action: 'request.refused', subject: what, data: { status: 403 } }),
      );
    } catch (error) {
      request.log.error({ err: error }, 'a refusal is not in the audit');
    }
  });
}

/** As the code names it; of tRPC the procedures, which are no words of the caller's. */
function addressOf({ routeOptions, params }: FastifyRequest): string {
  const { path } = params as { readonly path?: unknown };
  const isCall = routeOptions.url?.startsWith('/trpc') && typeof path === 'string' && /^[\w.,]{1,200}$/.test(path);
  return isCall ? `/trpc/${path}` : (routeOptions.url ?? 'none');
}
