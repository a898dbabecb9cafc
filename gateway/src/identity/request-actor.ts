import { setImmediate } from 'node:timers/promises';
import { type Actor, message, Problem } from '@liangji/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf, type Member, type Members } from './tokens/membership.ts';
import type { Sessions } from './sessions/session.ts';
import type { VerifiedToken, VerifyToken } from './tokens/verify-token.ts';

/** Who bears the token or session of a request, and the post chosen; null where none was. */
export interface Bearer {
  readonly member: Member;
  readonly postId: string | null;
  readonly token: VerifiedToken;
  /** Null for a bearer token, which has no session. */
  readonly sessionId: string | null;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Asked by the screen itself, whether or not somebody sits before it: keeps no session alive. */
    unattended?: true;
  }
  interface FastifyRequest {
    /**
     * Who sends this request: the bearer of its token, else the owner of its session. Throws AUTH-MISSING, AUTH-TOKEN,
     * AUTH-STRANGER, AUTH-SUSPENDED. Asked at most once a request, and only by routes that need somebody.
     */
    bearer(): Promise<Bearer>;
    /** The bearer in the acting post; throws AUTH-POST as well, where the post chosen is not held any more. */
    actor(): Promise<Actor>;
  }
}

const BEARER = /^Bearer +(\S+)$/i;

/** Names the acting post of a person's bearer token, which has no session to remember it. Without it: the first post. */
export const POST_HEADER = 'x-acting-post';

/**
 * A screen says by it that it asks by itself, because nobody has touched it for a while: the session goes on to its idle end. It
 * can only make a session shorter, so anybody may send it.
 */
const UNATTENDED_HEADER = 'x-unattended';

const isUnattended = ({ headers, routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.unattended === true || headers[UNATTENDED_HEADER] !== undefined;

export function addActor(
  app: FastifyInstance,
  parts: {
    readonly verify: VerifyToken;
    readonly sessions: Sessions;
    readonly members: Members;
    readonly cookieName: string;
    now(): Date;
  },
): void {
  const asked = new WeakMap<FastifyRequest, Promise<Bearer>>();

  async function find(request: FastifyRequest): Promise<Bearer> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      // A bad token is never overlooked in favour of a cookie that came along.
      const token = BEARER.exec(authorization)?.[1];
      if (!token) throw new Problem('AUTH-TOKEN', { reason: message('token.none') });
      const verified = await parts.verify(token);
      const member = await parts.members.find(verified);
      return { member, postId: postOf(request), token: verified, sessionId: null };
    }
    const id = request.cookies[parts.cookieName];
    const session = id ? await parts.sessions.read(id, isUnattended(request)) : undefined;
    if (!id || !session) throw new Problem('AUTH-MISSING');
    const member = await parts.members.find(session.verified);
    return { member, postId: session.actingPostId, token: session.verified, sessionId: id };
  }

  let refused = Promise.resolve();
  /** Refusals leave one in a round of the event loop: however many strangers knock, others are served in between. */
  const refuseInTurn = (problem: unknown): Promise<never> => {
    refused = refused.then(() => setImmediate());
    return refused.then(() => {
      throw problem;
    });
  };

  app.decorateRequest('zone', undefined);
  app.decorateRequest('bearer', function (this: FastifyRequest) {
    let bearer = asked.get(this);
    if (!bearer) {
      bearer = find(this).then((found) => {
        this.zone = found.member.tenant.timeZone;
        return found;
      }, refuseInTurn);
      asked.set(this, bearer);
    }
    return bearer;
  });
  app.decorateRequest('actor', async function (this: FastifyRequest) {
    const { member, postId } = await this.bearer();
    return actorOf(member, postId, parts.now());
  });
}

function postOf(request: FastifyRequest): string | null {
  const header = request.headers[POST_HEADER];
  if (header === undefined) return null;
  const post = z.uuid().safeParse(header);
  if (!post.success) throw new Problem('AUTH-POST');
  return post.data;
}
