import { STEP_FIELD, type CasePicture, type FieldName } from '../../cases/fields.ts';

const STEP_FIELDS = Object.values(STEP_FIELD);
const ENDED = 4_000_000_000_000_000;

/**
 * Which of two pictures of a case is the later one, where the sender gives no revision: ended before not ended, then the
 * latest step time, then the number of steps. One whole number below 2^53: ended · 4e15 + latest ms · 10 + steps (0–9).
 * The times of `undated` fields stand in for others and say nothing of which came last.
 */
export function derivedRevision(picture: CasePicture, undated: readonly FieldName[] = []): number {
  let latest = 0;
  let count = 0;
  for (const field of STEP_FIELDS) {
    const at = picture[field];
    if (at === null) continue;
    count++;
    if (!undated.includes(field)) latest = Math.max(latest, at.getTime());
  }
  const ended = (picture.closedAt ?? picture.voidedAt ?? picture.refusedAt) !== null;
  return (ended ? ENDED : 0) + latest * 10 + Math.min(count, 9);
}
