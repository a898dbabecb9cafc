import { message, plain } from '../../kernel/message.ts';
import { newDraft, report, type Draft, type IntakeContext } from '../rules/draft.ts';
import { key } from '../rules/key.ts';
import { mapRow, type MappedResult } from '../rules/map-row.ts';
import { readRows, type OpenBytes, type ReadableShape } from '../read/read-rows.ts';
import { skippedBy } from '../rules/skip.ts';
import type { RawRow } from '../read/row.ts';
import type { RepeatedId } from './survey-ids.ts';
import type { Survey } from './survey.ts';

/** Rows a transaction takes (the plateau is 1,000–5,000 rows a statement). */
export const CHUNK_ROWS = 2_000;

/** A row on its way into the merge. */
export type ChunkRow = MappedResult & {
  /** Of the file. */
  readonly line: number;
  /** What a fault of ours threw while it was read. */
  readonly fault?: unknown;
};

export interface Chunk {
  /** Row number of its first row. */
  readonly firstRow: number;
  readonly rows: readonly ChunkRow[];
}

/**
 * Second pass: rows after `doneRows`, mapped and gathered into chunks. Rows before it are only passed over; that is how a run
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

function chunkRow(raw: RawRow, { repeated, shortened }: Survey, context: IntakeContext): ChunkRow {
  if ((repeated.size === 0 && shortened.size === 0) || raw.fault !== undefined) return rowOf(raw, context);
  if (skippedBy(raw.cells, context) !== null) return rowOf(raw, context);
  const draft = newDraft(raw.rowNo, raw.cells);
  key(draft, context);
  const { externalId: id } = draft;
  const same = id === null ? undefined : repeated.get(id);
  const full = id === null ? undefined : shortened.get(id);
  if (id === null || (same === undefined && full === undefined)) return rowOf(raw, context);
  const ofKey = draft.findings.length;
  if (full !== undefined) {
    const expected = message('expected.id-with-zeros', { id: full });
    report(draft, context, 'KEY-ID-MANGLED', { field: 'externalId', received: id, expected });
  }
  if (same?.isShared === true) reportShared(draft, context, same, raw.line);
  const { rowNo, line } = raw;
  const last = same?.lines.at(-1) ?? line;
  if (draft.errors === 0 && last > line) {
    report(draft, context, 'KEY-SUPERSEDED', { expected: message('expected.row-counts', { row: last }) });
    return { rowNo, line, externalId: id, row: null, findings: draft.findings, leftAs: 'superseded' };
  }
  const mapped = rowOf(raw, context);
  const findings = [...draft.findings.slice(ofKey), ...mapped.findings];
  return { ...mapped, findings, row: draft.errors > 0 ? null : mapped.row };
}

function rowOf(raw: RawRow, context: IntakeContext): ChunkRow {
  try {
    return { ...mapRow(raw, context), line: raw.line };
  } catch (fault) {
    const { rowNo, line } = raw;
    return { rowNo, line, externalId: null, row: null, findings: [], leftAs: null, fault: fault ?? 'unknown' };
  }
}

/** A row that we cannot read or write, rejected under a reference; everything else of it may be what cannot be written. */
export const faultOf = ({ rowNo, line }: ChunkRow, reference: string): ChunkRow => ({
  ...{ rowNo, line, externalId: null, row: null, leftAs: null },
  findings: [
    {
      ...{ rowNo, code: 'ENV-ROW-FAULT', severity: 'error', field: null, received: null, externalId: null },
      expected: plain(reference),
    },
  ],
});

/** Lines that a finding names. */
const MOST_NAMED = 10;

/** None of the rows can be taken for the case: which of them the id means, their sender alone knows. */
function reportShared(draft: Draft, context: IntakeContext, { lines }: RepeatedId, line: number): void {
  const others = lines.filter((other) => other !== line);
  const named = `${others.slice(0, MOST_NAMED).join('、')}${others.length > MOST_NAMED ? '…' : ''}`;
  const received = context.mapping.times.get('reported')?.read(draft.cells);
  report(draft, context, 'KEY-ID-SHARED', {
    field: 'reported',
    ...(received && { received }),
    expected: message('expected.own-id', { rows: named }),
  });
}
