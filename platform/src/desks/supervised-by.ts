import type { Actor } from '../identity/index.ts';

/** Posts that give orders about cases others hold (督办); of a dispatcher those alone that his desk commands. */
const SUPERVISORS = ['inspector', 'leader', 'shift_leader', 'dispatcher'];

/**
 * Which cases somebody supervises: null where none, `commandUnitId` null where all of the city. The centre of a city supervises
 * its counties too; the desk of a county those that it commands.
 */
export function supervisedBy({
  kind,
  body,
  post,
}: Pick<Actor, 'kind' | 'body' | 'post'>): { readonly commandUnitId: number | null } | null {
  if (post === null || !SUPERVISORS.includes(post.post) || (kind !== 'city' && kind !== 'county')) return null;
  return { commandUnitId: kind === 'city' && post.post !== 'dispatcher' ? null : body.id };
}
