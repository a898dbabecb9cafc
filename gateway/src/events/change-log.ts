import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { CaseChange, Deps } from '@liangji/platform';

/** At 20 changes a second the last eight minutes; about 2 MB. */
const MOST = 10_000;

interface Entry {
  readonly id: string;
  readonly change: CaseChange;
}

/** What was heard last, for those who come back: ids count within an epoch, one unbroken hearing of this process. */
export interface ChangeLog {
  /** Id of the newest entry. */
  last(): string;
  append(change: CaseChange): Entry;
  /** What came after an id; null where it cannot be known, because of another epoch or because it is too long ago. */
  after(id: string): readonly Entry[] | null;
  /** Something may have been missed: what came after earlier ids is not known any more. */
  begin(): void;
}

export function makeChangeLog({ clock }: Pick<Deps, 'clock'>, most = MOST): ChangeLog {
  let begun = 0;
  let epoch = '';
  let next = 1;
  let entries: Entry[] = [];
  const idOf = (number: number): string => `${epoch}-${number}`;

  function begin(): void {
    begun += 1;
    const hearing = [hostname(), process.pid, clock.now().getTime(), begun].join(' ');
    epoch = createHash('sha256').update(hearing).digest('hex').slice(0, 12);
    next = 1;
    entries = [];
  }
  begin();

  return {
    begin,
    last: () => idOf(next - 1),
    append(change) {
      const entry = { id: idOf(next), change };
      next += 1;
      entries.push(entry);
      if (entries.length >= 2 * most) entries = entries.slice(-most);
      return entry;
    },
    after(id) {
      const [of, number = ''] = id.split('-');
      const missed = next - 1 - Number(number);
      const known =
        of === epoch && /^\d{1,15}$/.test(number) && missed >= 0 && missed <= Math.min(most, entries.length);
      if (!known) return null;
      return missed === 0 ? [] : entries.slice(-missed);
    },
  };
}
