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

/** Throws AUTH-FORBIDDEN when the actor's kind or posts do not give the right. */
export function requireRight(actor: Actor, name: keyof typeof RIGHTS): void {
  const right: Right = RIGHTS[name];
  const holdsPost = actor.kind === 'machine' || actor.posts.some(({ post }) => right.posts.includes(post));
  if (!right.kinds.includes(actor.kind) || !holdsPost) throw new Problem('AUTH-FORBIDDEN');
}
