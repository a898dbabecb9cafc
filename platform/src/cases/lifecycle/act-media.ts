import type { Acting, Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { message, type Message } from '../../kernel/message.ts';
import { asProblem } from '../../kernel/problem.ts';
import { linkMedia, showMedia, type UsedPhoto } from '../media/link-media.ts';
import { isPicture } from '../media/media-types.ts';
import type { Outcome } from './outcome.ts';
import type { Given } from './given.ts';
import type { Attempt } from './guards.ts';
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

/** FLOW-PHOTO where what an act brings as the photographs it needs are papers: their types are known from their uploads. */
export function requirePictures(row: Transition, media: readonly UsedPhoto[]): void {
  const missing = missingPhoto(row, { photos: media.filter(isPicture) });
  if (missing !== null) throw asProblem(missing);
}

/**
 * Puts the photographs of an act on the case, for the desks and the body that works it, and shows what is on it to the bodies
 * that get a task. After tasks and events are written. FLOW-PHOTO as `requirePictures`.
 */
export async function bringMedia(
  trx: Trx,
  deps: Deps,
  acting: Acting,
  { row, standing }: Attempt,
  { events, opens }: Outcome,
  { photos = [] }: Given,
): Promise<void> {
  const { tenantId, caseId, supervisionUnitId, commandUnitId, commanderUnitId, leadUnitId } = standing;
  const taskId = events.find((event) => event.taskId !== null)?.taskId ?? null;
  const desks = [supervisionUnitId, commandUnitId, commanderUnitId, ...(leadUnitId === null ? [] : [leadUnitId])];
  const seenBy = [...new Set([...desks, ...opens.map(({ unitId }) => unitId)])];
  if (photos.length > 0) {
    requirePictures(row, await linkMedia(trx, deps, acting, { tenantId, caseId, taskId, photos, seenBy }));
  }
  const asked = opens.filter(({ kind }) => kind !== 'notice').map(({ unitId }) => unitId);
  if (asked.length > 0 && taskId === null) {
    await showMedia(trx, acting, { tenantId, caseId, taskId, sha256s: null, seenBy: asked });
  }
}
