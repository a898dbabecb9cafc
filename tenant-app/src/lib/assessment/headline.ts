import { isPublished } from './published.ts';
import { hasBegun } from './begun.ts';

interface Shown {
  fromDay: string;
  state: string;
  /** Cases of the period itself are scored: not only what it has taken over from earlier ones. */
  hasFigures: boolean;
}

/**
 * Which of several periods a page opens with, of the city and of a county alike: the running one, or the last closed one as long
 * as the running one has no figures; without either the latest that has begun, else the latest.
 */
export function headline<T extends Shown>(periods: readonly T[], now = new Date()): T | null {
  const latest = periods.toSorted((a, b) => b.fromDay.localeCompare(a.fromDay));
  const begun = latest.filter((one) => hasBegun(one, now));
  return begun.find((one) => isPublished(one) || one.hasFigures) ?? begun[0] ?? latest[0] ?? null;
}
