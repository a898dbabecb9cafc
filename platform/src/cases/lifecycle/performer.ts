import type { Actor } from '../../identity/actor.ts';
import { POSTS, type Post } from './posts.ts';
import type { Performer } from './standing.ts';

/** Whoever acts, as the lifecycle sees him. */
export function performerOf({ tenantId, body, kind, post, personId }: Actor): Performer {
  const name = kind === 'machine' ? 'machine' : (POSTS.find((one) => one === post?.post) ?? 'other');
  return { tenantId, unitId: body.id, post: name satisfies Post | 'machine' | 'other', personId };
}
