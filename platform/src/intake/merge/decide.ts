import type { ChunkRow } from './chunks.ts';
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
}

/** The one outcome of a row. */
export interface Decision {
  readonly rowNo: number;
  readonly externalId: string | null;
  readonly outcome: Outcome;
  readonly caseId: string | null;
  /** The row to be written; null where nothing is. */
  readonly row: MappedRow | null;
  /** A refusal found only against the database. */
  readonly refusedBy: Extract<FindingCode, 'KEY-REVISION-REUSED' | 'FLOW-NOT-HOLDER'> | null;
}

/**
 * Decides from the row and what is known of its case. Equal content is unchanged whatever its revision; then an older
 * revision is stale, and a revision the sender gave twice for different content is refused. Where either side has no
 * revision of the sender's, the derived order decides (data-platform.md §4).
 */
export function decide(row: ChunkRow, known: ReadonlyMap<string, KnownCase>): Decision {
  const { rowNo, externalId } = row;
  const settled = (outcome: Outcome, caseId: string | null, mapped: MappedRow | null = null): Decision => ({
    rowNo,
    externalId,
    outcome,
    caseId,
    row: mapped,
    refusedBy: null,
  });
  if (row.superseded) return settled('superseded', null);
  if (row.row === null) return settled('rejected', null);
  const mapped = row.row;
  const before = known.get(mapped.externalId);
  if (before === undefined) return settled('created', null, mapped);
  if (saysTheSame(mapped, before.contentHash)) return settled('unchanged', before.caseId);
  if (mapped.revision !== null && before.revision !== null) {
    if (mapped.revision < before.revision) return settled('stale', before.caseId);
    if (mapped.revision === before.revision) {
      return { ...settled('rejected', null), refusedBy: 'KEY-REVISION-REUSED' };
    }
  } else if (mapped.derivedRevision < before.derivedRevision) return settled('stale', before.caseId);
  return settled('updated', before.caseId, mapped);
}

/** Whether a row has the content of a stored hash, whichever its version. */
function saysTheSame({ contentHash, picture, absent, person }: MappedRow, stored: string): boolean {
  return stored.includes(':') ? stored === contentHash : stored === contentHash1(picture, absent, person);
}
