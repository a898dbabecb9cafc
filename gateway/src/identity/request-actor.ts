import { Problem, type Actor } from '@liangji/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ResolveActor } from './membership.ts';
import type { Sessions } from './sessions/session.ts';
import type { VerifyToken } from './tokens/verify-token.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * Who sends this request: the bearer of its token, else the owner of its session. Throws AUTH-MISSING, AUTH-TOKEN,
     * AUTH-STRANGER, AUTH-SUSPENDED. Asked at most once a request, and only by doors that need somebody.
     */
    actor(): Promise<Actor>;
  }
}

const BEARER = /^Bearer +(\S+)$/i;

export function addActor(
  app: FastifyInstance,
  parts: {
    readonly verify: VerifyToken;
    readonly sessions: Sessions;
    readonly resolve: ResolveActor;
    readonly cookieName: string;
  },
): void {
  const asked = new WeakMap<FastifyRequest, Promise<Actor>>();

  async function find(request: FastifyRequest): Promise<Actor> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      // A bad token is never overlooked in favour of a cookie that came along.
      const token = BEARER.exec(authorization)?.[1];
      if (!token) throw new Problem('AUTH-TOKEN', { reason: 'not a bearer token' });
      return parts.resolve(await parts.verify(token));
    }
    const id = request.cookies[parts.cookieName];
    const verified = id ? await parts.sessions.read(id) : undefined;
    if (!verified) throw new Problem('AUTH-MISSING');
    return parts.resolve(verified);
  }

  app.decorateRequest('actor', function (this: FastifyRequest) {
    let actor = asked.get(this);
    if (!actor) asked.set(this, (actor = find(this)));
    return actor;
  });
}
