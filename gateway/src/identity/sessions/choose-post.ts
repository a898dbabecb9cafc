import { actIn, actingOf, inTenant, Problem, writeAudit, type Database, type Deps } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { nextPage } from './next-page.ts';
import type { Sessions } from './session.ts';

const Query = z.object({ post: z.uuid() });

/**
 * `POST /auth/post?post=…&next=…`: from now on the session acts in this post of the person's. Throws AUTH-POST for any
 * other, AUTH-MISSING without a session (a bearer token names its post with every request). A form post is led on to
 * `next`; a script (`accept: application/json`) is answered where to go.
 */
export function addChoosePost(
  app: FastifyInstance,
  parts: {
    readonly database: Database;
    readonly deps: Deps;
    readonly sessions: Sessions;
    readonly origin: string;
    readonly cookieName: string;
  },
): void {
  const { database, deps, sessions } = parts;
  app.post<{ Querystring: { post?: unknown; next?: unknown } }>('/auth/post', async (request, reply) => {
    const sessionId = request.cookies[parts.cookieName];
    if (sessionId === undefined || request.headers.authorization !== undefined) throw new Problem('AUTH-MISSING');
    const { member } = await request.bearer();
    const wanted = Query.safeParse(request.query);
    if (!wanted.success || member.kind === 'machine') throw new Problem('AUTH-POST');
    const actor = actIn(member, wanted.data.post, deps.clock.now());
    const { post } = actor;
    // The audit belongs to the tenant, the session to the sign-in: two roles. If the audit fails, nothing was chosen.
    await sessions.choosePost(sessionId, post.id, () =>
      inTenant(database, actor.pool, actingOf(actor), (trx) =>
        writeAudit(trx, deps, actingOf(actor), {
          action: 'session.choose-post',
          subject: post.id,
          data: { post: post.post, unit: post.unitName, bodyId: actor.body.id },
        }),
      ),
    );
    const location = nextPage(request.query.next, parts.origin);
    reply.header('cache-control', 'no-store');
    return request.headers.accept?.includes('application/json')
      ? reply.send({ location })
      : reply.redirect(location, 303);
  });
}
