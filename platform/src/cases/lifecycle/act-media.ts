import type { Acting, Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { message, type Message } from '../../kernel/message.ts';
import { linkMedia, showMedia } from '../media/link-media.ts';
import type { Outcome } from './outcome.ts';
import type { Given } from './given.ts';
import type { Standing } from './standing.ts';
import type { Need, Transition } from './transition.ts';

/** Usages of photographs that a need asks for; what a verification or a check finds is shown as such. */
const USAGES: Readonly<Partial<Record<Need, readonly string[]>>> = {
  photo_before: ['before', 'verify'],
  photo_after: ['after', 'check'],
};

/** Which photograph an act still needs; null where it has all. */
export function missingPhoto({ act, needs = [] }: Transition, { photos = [] }: Given): Message | null {
  const missing = needs.find((need) => {
    const usages = USAGES[need];
    return usages !== undefined && !photos.some(({ usage }) => usages.includes(usage));
  });
  if (missing === undefined) return null;
  return message('FLOW-PHOTO', { act: { code: `act.${act}` }, usage: { code: `need.${missing}` } });
}

/**
 * Puts the photographs of an act on the case, for the desks and the body that works it, and shows what is on it to the bodies
 * that get a task. After tasks and events are written.
 */
export async function bringMedia(
  trx: Trx,
  deps: Deps,
  acting: Acting,
  { tenantId, caseId, supervisionUnitId, commandUnitId, commanderUnitId, leadUnitId }: Standing,
  { events, opens }: Outcome,
  { photos = [] }: Given,
): Promise<void> {
  const taskId = events.find((event) => event.taskId !== null)?.taskId ?? null;
  const desks = [supervisionUnitId, commandUnitId, commanderUnitId, ...(leadUnitId === null ? [] : [leadUnitId])];
  const seenBy = [...new Set([...desks, ...opens.map(({ unitId }) => unitId)])];
  if (photos.length > 0) await linkMedia(trx, deps, acting, { tenantId, caseId, taskId, photos, seenBy });
  const asked = opens.filter(({ kind }) => kind !== 'notice').map(({ unitId }) => unitId);
  if (asked.length > 0 && taskId === null) {
    await showMedia(trx, acting, { tenantId, caseId, taskId, sha256s: null, seenBy: asked });
  }
}
