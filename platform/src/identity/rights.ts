import { Problem } from '../kernel/problems.ts';
import type { Actor } from './actor.ts';

interface Right {
  readonly kinds: readonly Actor['kind'][];
  /** The acting post must be one of these; a machine has none and needs none. */
  readonly posts: readonly string[];
}

/** Which actor may do what. Whose rows it then touches is decided by the database, not here. */
export const RIGHTS = {
  /** Send cases and mappings for a source system of one's own tenant. */
  upload: { kinds: ['county', 'machine'], posts: ['data_officer'] },
  /** Freeze the figures of a period for the whole city (综合评价 post). */
  closePeriod: { kinds: ['city'], posts: ['assessor'] },
} as const satisfies Record<string, Right>;

/** Throws AUTH-FORBIDDEN when the actor's kind or acting post does not give the right; other posts held do not count. */
export function requireRight(actor: Actor, name: keyof typeof RIGHTS): void {
  const right: Right = RIGHTS[name];
  const inPost = actor.post === null ? actor.kind === 'machine' : right.posts.includes(actor.post.post);
  if (!right.kinds.includes(actor.kind) || !inPost) throw new Problem('AUTH-FORBIDDEN');
}
