import type { IntakeContext } from '../rules/draft.ts';
import { idOf, mapRow, type MappedResult } from '../rules/map-row.ts';
import { readRows, type OpenBytes, type ReadableShape } from '../read/read-rows.ts';
import { skippedBy } from '../rules/skip.ts';
import type { RawRow } from '../read/row.ts';
import type { Survey } from './survey.ts';

/** Rows a transaction takes (the plateau is 1,000–5,000 rows a statement). */
export const CHUNK_ROWS = 2_000;

/** A row on its way into the merge: mapped, or known to be superseded by a later row of the file. */
export type ChunkRow = MappedResult & { readonly superseded: boolean };

export interface Chunk {
  /** Row number of its first row. */
  readonly firstRow: number;
  readonly rows: readonly ChunkRow[];
}

/**
 * Second pass: rows after `doneRows`, mapped and gathered into chunks. Rows before it are only skipped; that is how a run
 * goes on after a crash.
 */
export async function* mappedChunks(
  open: OpenBytes,
  shape: ReadableShape,
  survey: Survey,
  context: IntakeContext,
  doneRows: number,
): AsyncGenerator<Chunk, void> {
  let rows: ChunkRow[] = [];
  for await (const block of readRows(open, shape, survey.encoding)) {
    for (const raw of block) {
      if (raw.rowNo <= doneRows) continue;
      rows.push(chunkRow(raw, survey, context));
      if (rows.length < CHUNK_ROWS) continue;
      yield { firstRow: raw.rowNo - rows.length + 1, rows };
      rows = [];
    }
  }
  const [first] = rows;
  if (first !== undefined) yield { firstRow: first.rowNo, rows };
}

function chunkRow(raw: RawRow, { lastRowOf }: Survey, context: IntakeContext): ChunkRow {
  if (lastRowOf.size > 0 && raw.fault === undefined && skippedBy(raw.cells, context) === null) {
    const id = idOf(raw.cells, context);
    const last = id === null ? undefined : lastRowOf.get(id);
    if (last !== undefined && last > raw.rowNo) {
      return { rowNo: raw.rowNo, externalId: id, row: null, isSkipped: false, findings: [], superseded: true };
    }
  }
  return { ...mapRow(raw, context), superseded: false };
}
