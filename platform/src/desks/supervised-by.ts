import { SUPERVISORS } from '../cases/index.ts';
import type { Actor } from '../identity/index.ts';

/** A dispatcher supervises those alone that his desk commands. */
const POSTS: readonly string[] = [...SUPERVISORS, 'dispatcher'];

/**
 * Which cases somebody supervises: null where none, `commandUnitId` null where all of the city. The centre of a city supervises
 * its counties too; the desk of a county those that it commands.
 */
export function supervisedBy({
  kind,
  body,
  post,
}: Pick<Actor, 'kind' | 'body' | 'post'>): { readonly commandUnitId: number | null } | null {
  if (post === null || !POSTS.includes(post.post) || (kind !== 'city' && kind !== 'county')) return null;
  return { commandUnitId: kind === 'city' && post.post !== 'dispatcher' ? null : body.id };
}
