import type { IntakeContext } from '../rules/draft.ts';
import { Problem } from '../../kernel/problem.ts';
import { idOf } from '../rules/map-row.ts';
import { skippedBy } from '../rules/skip.ts';
import type { Encoding } from '../read/encoding.ts';
import { READ_LIMITS } from '../read/limits.ts';
import { findEncoding, readRows, type OpenBytes, type ReadableShape } from '../read/read-rows.ts';
import type { RawRow } from '../read/row.ts';
import type { Finding } from '../findings/finding.ts';
import { surveyDateOrder } from './date-order-survey.ts';
import { REPORT_COLUMNS } from '../read/report-columns.ts';

/** What the first pass over a file finds out. */
export interface Survey {
  readonly encoding: Encoding;
  readonly rowCount: number;
  /** Only ids that occur more than once: the row that counts, which is the last. */
  readonly lastRowOf: ReadonlyMap<string, number>;
  /** Columns the mapping does not mention, in order of appearance, at most 50. */
  readonly unknownColumns: readonly string[];
  /** What is noticed of the file as a whole. */
  readonly findings: readonly Finding[];
}

const MAX_UNKNOWN = 50;
const NO_HEADER = '首行不是列名 the first line is no header';

/**
 * First parse pass: encoding, number of rows, and for every case the last row that speaks of it. Throws the ENV-… problem
 * of a file that cannot be read, and ENV-COLUMNS for a CSV without the columns no row can do without.
 */
export async function surveyFile(open: OpenBytes, shape: ReadableShape, context: IntakeContext): Promise<Survey> {
  const encoding = await findEncoding(open, shape);
  const last = new Map<string, number>();
  const repeated = new Map<string, number>();
  const unknown = new Set<string>();
  const isCsv = shape.format === 'csv';
  const dateOrder = surveyDateOrder(context);
  let rowCount = 0;
  const check = (columns: readonly string[]) => checkColumns(columns, context);
  for await (const rows of readRows(open, shape, encoding, READ_LIMITS, check)) {
    for (const row of rows) {
      rowCount = row.rowNo;
      if (row.fault !== undefined) continue;
      if ((!isCsv || rowCount === 1) && unknown.size < MAX_UNKNOWN) noteUnknown(row, context, unknown);
      if (skippedBy(row.cells, context) !== null) continue;
      dateOrder?.note(rowCount, row.cells);
      const found = idOf(row.cells, context);
      if (found === null) continue;
      // Through a buffer: as cut from the text, the id would keep the whole piece of the file in memory.
      const id = Buffer.from(found).toString();
      if (last.has(id)) repeated.set(id, row.rowNo);
      last.set(id, row.rowNo);
    }
  }
  return {
    encoding,
    rowCount,
    lastRowOf: repeated,
    unknownColumns: [...unknown],
    findings: dateOrder?.findings() ?? [],
  };
}

function checkColumns(columns: readonly string[], { mapping }: IntakeContext): void {
  const missing = mapping.requiredColumns.filter((names) => !names.some((name) => columns.includes(name)));
  if (missing.length === 0) return;
  // Without a name that the mapping knows but with numbers, it is a case, perhaps with a person in it: not to be shown.
  const isHeader =
    columns.some((name) => mapping.knownColumns.has(name)) || !columns.some((name) => /\d{4}/.test(name));
  throw new Problem('ENV-COLUMNS', {
    missing: missing.map((names) => names.join(' / ')).join(', '),
    found: isHeader ? columns.slice(0, 60).join(', ').slice(0, 500) : NO_HEADER,
  });
}

function noteUnknown(row: RawRow, { mapping }: IntakeContext, unknown: Set<string>): void {
  for (const name of Object.keys(row.cells)) {
    if (mapping.knownColumns.has(name) || REPORT_COLUMNS.includes(name)) continue;
    if (unknown.size < MAX_UNKNOWN) unknown.add(name);
  }
}
