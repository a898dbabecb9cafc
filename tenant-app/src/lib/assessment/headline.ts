import { isPublished } from './published.ts';
import { hasBegun } from './begun.ts';

interface Dated {
  fromDay: string;
  state: string;
}

/** Which of several periods a page opens with: the latest closed one, else the latest that has begun, else the latest. */
export function headline<T extends Dated>(periods: readonly T[], now = new Date()): T | null {
  const latest = periods.toSorted((a, b) => b.fromDay.localeCompare(a.fromDay));
  return latest.find(isPublished) ?? latest.find((one) => hasBegun(one, now)) ?? latest[0] ?? null;
}
