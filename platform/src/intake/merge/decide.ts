import { message, type Message } from '../../kernel/message.ts';
import type { Lease } from '../batch/lease.ts';
import type { ChunkRow } from './chunks.ts';
import { withoutMark } from '../rules/claimed-hash.ts';
import { contentHash1 } from '../rules/content-hash-1.ts';
import type { MappedRow } from '../rules/map-row.ts';
import type { FindingCode } from '../findings/severities.ts';
import type { Outcome } from '../batch/services.ts';

/** What is known of an id: read without a lock, for every row of a chunk at once. */
export interface KnownCase {
  readonly caseId: string;
  readonly revision: number | null;
  readonly derivedRevision: number;
  readonly contentHash: string;
  /** That content came through another mapping, or in another encoding: a row with its revision is read anew. */
  readonly isReread: boolean;
  /** Whether the row's id is a name of the case already; else it was found by the number the row names. */
  readonly isStored: boolean;
}

/** The one outcome of a row. */
export interface Decision {
  readonly rowNo: number;
  readonly externalId: string | null;
  readonly outcome: Outcome;
  readonly caseId: string | null;
  /** The row to be written; null where nothing is. */
  readonly row: MappedRow | null;
  /** The case it speaks of, where that is there already and may have to be changed. */
  readonly known: KnownCase | null;
  /** Why it is refused or not taken, where only the database knows. */
  readonly reason: Reason | null;
}

interface Reason {
  readonly code: Extract<
    FindingCode,
    | ('KEY-ID-MANGLED' | 'KEY-REVISION-REUSED' | 'FLOW-NOT-HOLDER')
    | ('FLOW-STALE-REVISION' | 'FLOW-STALE-STEPS' | 'FLOW-SAME-REVISION')
  >;
  readonly field?: string;
  readonly received?: string;
  readonly expected?: Message;
}

/** Whether the file counts before what is stored: `newestWins` of its batch. */
type Order = Pick<Lease, 'newestWins'>;

/**
 * Decides from the row and what is known of its case. Equal content is unchanged whatever its revision; then an older
 * revision is stale. Where either side has no revision of the sender's, the derived order decides (data-platform.md §4), except
 * that a first revision counts where the mapping has learnt to read it. What is `updated` here may yet turn out to change nothing: `settle`.
 */
export function decide(
  row: ChunkRow,
  known: ReadonlyMap<string, KnownCase>,
  numbered: ReadonlyMap<string, KnownCase>,
  { newestWins }: Order,
): Decision {
  const { rowNo, externalId } = row;
  const settled = (outcome: Outcome, caseId: string | null, mapped: MappedRow | null = null): Decision => ({
    rowNo,
    externalId,
    outcome,
    caseId,
    row: mapped,
    known: null,
    reason: null,
  });
  if (row.leftAs !== null) return settled(row.leftAs, null);
  if (row.row === null) return settled('rejected', null);
  const mapped = row.row;
  const before = known.get(mapped.externalId) ?? numbered.get(mapped.caseNo ?? '');
  if (before === undefined) return settled('created', null, mapped);
  if (saysTheSame(mapped, withoutMark(before.contentHash))) return settled('unchanged', before.caseId);
  const reason = newestWins ? null : olderBy(mapped, before);
  if (reason !== null) return { ...settled('stale', before.caseId), reason };
  return { ...settled('updated', before.caseId, mapped), known: before };
}

/** By what a row is older than what is stored; null where it is not. */
function olderBy({ revision, derivedRevision }: MappedRow, before: KnownCase): Reason | null {
  if (revision !== null && before.revision !== null) {
    if (revision >= before.revision) return null;
    const expected = message('expected.revision-above', { revision: String(before.revision) });
    return { code: 'FLOW-STALE-REVISION', field: 'revision', received: String(revision), expected };
  }
  const hasLearnt = revision !== null && before.isReread;
  if (hasLearnt || derivedRevision >= before.derivedRevision) return null;
  return { code: 'FLOW-STALE-STEPS', expected: message('expected.newest-wins') };
}

/**
 * The decision once it is known what the row changes. Content that is not the stored one, but changes nothing, is unchanged: a
 * column that the mapping has learnt and that is empty, a limit or a cell that is another today. A row that the sender calls the
 * `same` by its revision, and that does change something, is refused.
 */
export function settle(decision: Decision, { changes, isSame }: { changes: boolean; isSame: boolean }): Decision {
  const { known, row } = decision;
  if (known === null || row === null) return decision;
  if (!changes) {
    const reason: Reason | null = isSame ? { code: 'FLOW-SAME-REVISION', field: 'revision' } : null;
    return { ...decision, outcome: 'unchanged', row: null, reason };
  }
  if (!isSame) return decision;
  const reason: Reason = { code: 'KEY-REVISION-REUSED', field: 'revision', received: String(row.revision) };
  return { ...decision, outcome: 'rejected', caseId: null, row: null, reason };
}

/** Whether a row has the content of a stored hash, whichever its version. */
function saysTheSame({ contentHash, picture, absent, person }: MappedRow, stored: string): boolean {
  return stored.includes(':') ? stored === contentHash : stored === contentHash1(picture, absent, person);
}
