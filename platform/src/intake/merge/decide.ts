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
  /** Mapping through which that content came. */
  readonly mappingVersion: number;
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
  /** A refusal found only against the database. */
  readonly refusedBy: Extract<FindingCode, 'KEY-REVISION-REUSED' | 'FLOW-NOT-HOLDER'> | null;
}

/**
 * Decides from the row and what is known of its case. Equal content is unchanged whatever its revision; then an older
 * revision is stale. Where either side has no revision of the sender's, the derived order decides (data-platform.md §4).
 * What is `updated` here may yet turn out to change nothing: `settle`.
 */
export function decide(
  row: ChunkRow,
  known: ReadonlyMap<string, KnownCase>,
  numbered: ReadonlyMap<string, KnownCase>,
): Decision {
  const { rowNo, externalId } = row;
  const settled = (outcome: Outcome, caseId: string | null, mapped: MappedRow | null = null): Decision => ({
    rowNo,
    externalId,
    outcome,
    caseId,
    row: mapped,
    known: null,
    refusedBy: null,
  });
  if (row.superseded) return settled('superseded', null);
  if (row.isSkipped) return settled('skipped', null);
  if (row.row === null) return settled('rejected', null);
  const mapped = row.row;
  const before = known.get(mapped.externalId) ?? numbered.get(mapped.caseNo ?? '');
  if (before === undefined) return settled('created', null, mapped);
  if (saysTheSame(mapped, withoutMark(before.contentHash))) return settled('unchanged', before.caseId);
  if (mapped.revision !== null && before.revision !== null) {
    if (mapped.revision < before.revision) return settled('stale', before.caseId);
  } else if (mapped.derivedRevision < before.derivedRevision) return settled('stale', before.caseId);
  return { ...settled('updated', before.caseId, mapped), known: before };
}

/**
 * The decision once it is known what the row changes. Content that is not the stored one, but changes nothing, is unchanged: a
 * column that the mapping has learnt and that is empty, a limit or a cell that is another today. A row that the sender calls the
 * `same` by its revision, and that does change something, is refused.
 */
export function settle(decision: Decision, { changes, isSame }: { changes: boolean; isSame: boolean }): Decision {
  const { known, row } = decision;
  if (known === null || row === null) return decision;
  if (!changes) return { ...decision, outcome: 'unchanged', row: null };
  if (!isSame) return decision;
  return { ...decision, outcome: 'rejected', caseId: null, row: null, refusedBy: 'KEY-REVISION-REUSED' };
}

/** Whether a row has the content of a stored hash, whichever its version. */
function saysTheSame({ contentHash, picture, absent, person }: MappedRow, stored: string): boolean {
  return stored.includes(':') ? stored === contentHash : stored === contentHash1(picture, absent, person);
}
