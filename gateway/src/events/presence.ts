import {
  actingOf,
  audienceOf,
  inTenant,
  notifyPresence,
  Problem,
  readInput,
  type Database,
  type Deps,
} from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Environment } from '../environment/read-environment.ts';
import { seal, unseal } from '../identity/sessions/seal.ts';
import { Present, PRESENT_MS } from './present.ts';

const LABEL = 'presence';

const Body = z.object({
  tenantId: z.int32(),
  caseId: z.uuid(),
  doing: z.enum(['looking', 'filling', 'gone']),
  /** Act whose form is being filled. */
  act: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
});

/** What another gateway sealed; undefined for anything else. */
export function openPresent(key: Buffer, sealed: string): Present | undefined {
  return Present.safeParse(unseal(key, LABEL, sealed)).data;
}

/**
 * `POST /events/presence`: somebody looks at a case or fills a form on it, or does so no longer. Holds for 30 s, locks nothing
 * and is written nowhere. Throws FLOW-CASE-UNKNOWN for a case the actor may not see, AUTH-FORBIDDEN for a machine; whoever may
 * not see it any more is gone from it at once, and to be gone needs no sight.
 */
export function addPresence(
  app: FastifyInstance,
  parts: { readonly environment: Environment; readonly database: Database; readonly deps: Deps },
  onPresent: (present: Present) => void,
): void {
  const { environment, database, deps } = parts;
  app.post('/events/presence', async (request, reply) => {
    const actor = await request.actor();
    const { doing, act = null, ...on } = readInput(Body, request.body);
    const { login, name, tenantId, cityId, post } = actor;
    if (post === null) throw new Problem('AUTH-FORBIDDEN');
    const { present, isSeen } = await inTenant(database, actor.pool, actingOf(actor), async (trx) => {
      const seen = await audienceOf(trx, actor, on);
      const audience = { ...(seen ?? { ...on, cityId }), units: [...(seen?.units ?? [])] };
      const who = { tenantId, login, name, body: actor.body.name, post: post.post };
      const until = deps.clock.now().getTime() + PRESENT_MS;
      const found: Present = { audience, who, doing: seen === null ? 'gone' : doing, act, until };
      await notifyPresence(trx, seal(environment.sessionKey, LABEL, found));
      return { present: found, isSeen: seen !== null };
    });
    onPresent(present); // the others hear it from the database, as this process does, once more
    if (!isSeen && doing !== 'gone') throw new Problem('FLOW-CASE-UNKNOWN');
    return reply.code(204).send();
  });
}
