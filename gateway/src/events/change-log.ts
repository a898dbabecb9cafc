import { randomBytes } from 'node:crypto';
import type { CaseChange } from '@liangji/platform';
import { seal, unseal } from '../identity/sessions/seal.ts';

/** At 20 changes a second the last eight minutes; about 3 MB. */
const MOST = 10_000;
const LABEL = 'position';

interface Entry {
  readonly id: string;
  readonly change: CaseChange;
}

/**
 * What was heard last, for those who come back. An id is a sealed position within one unbroken hearing of this process: two of
 * them cannot be compared, so nobody learns from them how much happens where he may not look.
 */
export interface ChangeLog {
  /** An id of the place behind the newest entry; another one at every call. */
  last(): string;
  append(change: CaseChange): Entry;
  /** What came after an id; null where it cannot be known, because of another hearing or because it is too long ago. */
  after(id: string): readonly Entry[] | null;
  /** Something may have been missed: what came after earlier ids is not known any more. */
  begin(): void;
}

export function makeChangeLog(most = MOST): ChangeLog {
  let key = randomBytes(32);
  let heard = 0;
  let entries: Entry[] = [];
  /** Always of the same length. */
  const idOf = (position: number): string => seal(key, LABEL, String(position).padStart(15, '0'));

  return {
    begin() {
      key = randomBytes(32);
      heard = 0;
      entries = [];
    },
    last: () => idOf(heard),
    append(change) {
      heard += 1;
      const entry = { id: idOf(heard), change };
      entries.push(entry);
      if (entries.length >= 2 * most) entries = entries.slice(-most);
      return entry;
    },
    after(id) {
      const position = unseal<string>(key, LABEL, id);
      if (position === undefined) return null;
      const missed = heard - Number(position);
      if (missed > Math.min(most, entries.length)) return null;
      return missed === 0 ? [] : entries.slice(-missed);
    },
  };
}
