import { Problem } from '../kernel/problem.ts';
import type { Actor, ActorPost } from './actor.ts';

interface Right {
  readonly kinds: readonly Actor['kind'][];
  /** The acting post must be one of these; a machine has none and needs none. */
  readonly posts: readonly string[] | 'any';
}

/** Which actor may do what. Whose rows it then touches is decided by the database, not here. */
export const RIGHTS = {
  /** Send cases and mappings for a source system of one's own tenant. */
  upload: { kinds: ['county', 'machine'], posts: ['data_officer'] },
  /** Take cases in. Under which mode it is theirs to do, the lifecycle says. */
  register: { kinds: ['city', 'county', 'machine'], posts: ['acceptor'] },
  /** Act on cases; which act of which case by which post, the lifecycle says. */
  act: {
    kinds: ['city', 'county', 'unit', 'machine'],
    posts: ['collector', 'acceptor', 'shift_leader', 'dispatcher', 'department', 'worker', 'inspector', 'leader'],
  },
  /** Freeze the figures of a period for the whole city (综合评价 post). */
  closePeriod: { kinds: ['city'], posts: ['assessor'] },
  /** Read who did what: those who answer for a tenant's people and figures; the city over its counties. */
  readAudit: { kinds: ['city', 'county'], posts: ['leader', 'assessor', 'data_officer'] },
  /** Take calls and other reports at a desk: register, refuse, link them, find a caller's cases by his number. */
  takeCalls: { kinds: ['city', 'county'], posts: ['acceptor', 'shift_leader'] },
  /** Ask who reported a case; which case is checked by the command. */
  revealReporter: { kinds: ['city', 'county', 'unit'], posts: ['acceptor', 'shift_leader', 'department', 'worker'] },
  /** Bring what was seen or heard, for an acceptor to decide about. */
  report: {
    kinds: ['city', 'county', 'unit', 'machine'],
    posts: ['collector', 'acceptor', 'shift_leader', 'dispatcher', 'department', 'worker', 'inspector', 'leader'],
  },
  /** Keep what one has typed and not sent. */
  draft: { kinds: ['city', 'county', 'unit'], posts: 'any' },
} as const satisfies Record<string, Right>;

export type RightName = keyof typeof RIGHTS;

/** Who asks for a right. */
export type Asker = Pick<Actor, 'kind'> & { readonly post: Pick<ActorPost, 'post'> | null };

/** Whether the asker's kind and acting post give the right; other posts held do not count. */
export function hasRight({ kind, post }: Asker, name: RightName): boolean {
  const right: Right = RIGHTS[name];
  if (!right.kinds.includes(kind)) return false;
  return post === null ? kind === 'machine' : right.posts === 'any' || right.posts.includes(post.post);
}

/** Throws AUTH-FORBIDDEN when the actor's kind or acting post does not give the right. */
export function requireRight(actor: Asker, name: RightName): void {
  if (!hasRight(actor, name)) throw new Problem('AUTH-FORBIDDEN');
}
