import { Problem, type Actor } from '@liangji/platform';
import type { Bearer } from './request-actor.ts';
import type { Sessions } from './sessions/session.ts';
import { actorOf, type Members } from './tokens/membership.ts';

/**
 * As whom each bearer would act now: the actor, or why nobody, as `request.actor()` would refuse (AUTH-MISSING where the
 * session ended). Rejects only when nobody can be asked.
 */
export type Recheck = (bearers: readonly Bearer[]) => Promise<readonly (Actor | Problem)[]>;

/** All sessions are asked for in one statement; members are remembered until a change of them is announced. */
export function makeRecheck(parts: {
  readonly sessions: Pick<Sessions, 'live'>;
  readonly members: Pick<Members, 'find'>;
  now(): Date;
}): Recheck {
  return async (bearers) => {
    const posts = await parts.sessions.live([...new Set(bearers.flatMap(({ sessionId }) => sessionId ?? []))]);

    async function actorNow({ token, sessionId, postId }: Bearer): Promise<Actor> {
      const ended = sessionId === null ? token.expiresAt <= parts.now() : !posts.has(sessionId);
      if (ended) throw new Problem('AUTH-MISSING');
      const chosen = sessionId === null ? postId : (posts.get(sessionId) ?? null);
      return actorOf(await parts.members.find(token), chosen, parts.now());
    }

    return Promise.all(
      bearers.map((bearer) =>
        actorNow(bearer).catch((error: unknown) => {
          if (error instanceof Problem) return error;
          throw error;
        }),
      ),
    );
  };
}
