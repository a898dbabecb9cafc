import { mayByPost } from '../cases/index.ts';
import type { Actor } from '../identity/index.ts';
import type { ModeRights } from '../tenants/mode-in-force.ts';

/** Cases of others that somebody supervises. */
export interface Supervision {
  /** Those alone that this desk commands; null: all of the city. */
  readonly commandUnitId: number | null;
}

/**
 * Which cases somebody supervises: those he may give orders about by some of the modes in force, null where none. The centre of
 * a city supervises its counties too; the desk of a county, and a dispatcher, those that the own desk commands. Whether an
 * order is given on a case is judged by its own mode, when it is given.
 */
export function supervisedBy(
  { kind, body, post }: Pick<Actor, 'kind' | 'body' | 'post'>,
  modes: readonly ModeRights[],
): Supervision | null {
  if (post === null || (kind !== 'city' && kind !== 'county')) return null;
  if (kind === 'city' && mayByPost(post.post, 'supervise', 'city', modes)) return { commandUnitId: null };
  return mayByPost(post.post, 'supervise', 'command', modes) ? { commandUnitId: body.id } : null;
}
