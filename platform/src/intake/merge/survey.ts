import type { IntakeContext } from '../rules/draft.ts';
import { idOf } from '../rules/map-row.ts';
import type { Encoding } from '../read/encoding.ts';
import type { LineTally } from '../read/line-tally.ts';
import { READ_LIMITS } from '../read/limits.ts';
import { findEncoding, readRows, type OpenBytes, type ReadableShape } from '../read/read-rows.ts';
import { fileJudge, type FileJudgement } from './judge-file.ts';

/** What the first pass over a file finds out. */
export interface Survey extends FileJudgement {
  readonly encoding: Encoding;
  readonly rowCount: number;
  readonly lines: LineTally;
  /** Only ids that occur more than once: the row that counts, which is the last. */
  readonly lastRowOf: ReadonlyMap<string, number>;
}

/**
 * First parse pass: encoding, number of rows, how the lines are accounted for, and for every case the last row that speaks of it.
 * Throws the ENV-… problem of a file that cannot be read, and ENV-COLUMNS for a CSV without the columns no row can do without.
 */
export async function surveyFile(open: OpenBytes, shape: ReadableShape, context: IntakeContext): Promise<Survey> {
  const encoding = await findEncoding(open, shape);
  const last = new Map<string, number>();
  const repeated = new Map<string, number>();
  const judge = fileJudge(context);
  const isCsv = shape.format === 'csv';
  let rowCount = 0;
  let lines: LineTally | null = null;
  const observer = { ...judge.observer, lines: (tally: LineTally) => void (lines = tally) };
  for await (const rows of readRows(open, shape, encoding, READ_LIMITS, observer)) {
    for (const row of rows) {
      rowCount = row.rowNo;
      if (row.fault !== undefined) continue;
      if (!isCsv) judge.names(row.cells);
      const found = idOf(row.cells, context);
      if (found === null) continue;
      // Through a buffer: as cut from the text, the id would keep the whole piece of the file in memory.
      const id = Buffer.from(found).toString();
      if (last.has(id)) repeated.set(id, row.rowNo);
      last.set(id, row.rowNo);
    }
  }
  if (lines === null) throw new Error('a file was read to its end without its lines');
  return { encoding, rowCount, lines, lastRowOf: repeated, ...judge.judge(rowCount) };
}
