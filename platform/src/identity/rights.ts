import { Problem } from '../kernel/problems.ts';
import type { Actor } from './actor.ts';

interface Right {
  readonly kinds: readonly Actor['kind'][];
  /** Posts of which one must be held; a machine holds none and needs none. */
  readonly posts: readonly string[];
}

/** Which actor may do what. Whose rows it then touches is decided by the database, not here. */
export const RIGHTS = {
  /** Send cases and mappings for a source system of one's own tenant. */
  upload: { kinds: ['county', 'machine'], posts: ['data_officer'] },
  /** Freeze the figures of a period for the whole city (综合评价 post). */
  closePeriod: { kinds: ['city'], posts: ['assessor'] },
} as const satisfies Record<string, Right>;

export type RightName = keyof typeof RIGHTS;

/** Whether the actor's kind and posts give the right. */
export function hasRight(actor: Actor, name: RightName): boolean {
  const right: Right = RIGHTS[name];
  const holdsPost = actor.kind === 'machine' || actor.posts.some(({ post }) => right.posts.includes(post));
  return right.kinds.includes(actor.kind) && holdsPost;
}

/** Throws AUTH-FORBIDDEN when the actor's kind or posts do not give the right. */
export function requireRight(actor: Actor, name: RightName): void {
  if (!hasRight(actor, name)) throw new Problem('AUTH-FORBIDDEN');
}
