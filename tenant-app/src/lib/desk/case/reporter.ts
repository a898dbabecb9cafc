import { unitsOf, type Actor } from '#lib/session/actor.ts';
import type { CaseAtDesk } from '../open.ts';

/**
 * Whether a person may ask who reported the case: the desk that supervises it, and the body that works it while it has it. The
 * platform decides; this only spares a button that could do nothing.
 */
export function mayReveal(
  { allowed, kind, post }: Pick<Actor, 'allowed' | 'kind' | 'post'>,
  page: Pick<CaseAtDesk, 'supervisionUnitId' | 'holderUnitId' | 'leadUnitId'>,
): boolean {
  if (!allowed.includes('cases.reveal_reporter')) return false;
  const body = post?.bodyId;
  if (kind === 'unit') return page.leadUnitId === body && page.holderUnitId === body;
  const side = page.supervisionUnitId ?? page.holderUnitId;
  return post !== null && side !== null && unitsOf(post).includes(side);
}
