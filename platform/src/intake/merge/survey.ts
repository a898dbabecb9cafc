import { cutText } from '../../kernel/cut-text.ts';
import type { IntakeContext } from '../rules/draft.ts';
import { Problem } from '../../kernel/problem.ts';
import { identityOf } from '../rules/map-row.ts';
import type { Encoding } from '../read/encoding.ts';
import { READ_LIMITS } from '../read/limits.ts';
import { findEncoding, readRows, type OpenBytes, type ReadableShape } from '../read/read-rows.ts';
import type { RawRow } from '../read/row.ts';
import { surveyIds, type SharedIds } from './survey-ids.ts';
import { isReportColumn, unrepairedFault } from '../read/report-columns.ts';

/** What the first pass over a file finds out. */
export interface Survey extends SharedIds {
  readonly encoding: Encoding;
  readonly rowCount: number;
  /** Columns the mapping does not mention, in order of appearance, at most 50. */
  readonly unknownColumns: readonly string[];
}

const MAX_UNKNOWN = 50;
const NO_HEADER = '首行不是列名 the first line is no header';

/**
 * First parse pass: encoding, number of rows, and the ids that rows share. Throws the ENV-… problem
 * of a file that cannot be read, and ENV-COLUMNS for a CSV without the columns no row can do without.
 */
export async function surveyFile(open: OpenBytes, shape: ReadableShape, context: IntakeContext): Promise<Survey> {
  const encoding = await findEncoding(open, shape);
  const ids = surveyIds();
  const unknown = new Set<string>();
  const isCsv = shape.format === 'csv';
  let rowCount = 0;
  const check = (columns: readonly string[]) => checkColumns(columns, context);
  for await (const rows of readRows(open, shape, encoding, READ_LIMITS, check)) {
    for (const row of rows) {
      rowCount = row.rowNo;
      if (row.fault !== undefined || unrepairedFault(row.cells) !== null) continue;
      if ((!isCsv || rowCount === 1) && unknown.size < MAX_UNKNOWN) noteUnknown(row, context, unknown);
      const { id, reportedAt } = identityIn(row, context);
      if (id !== null) ids.note(id, rowCount, reportedAt);
    }
  }
  return { encoding, rowCount, ...ids.end(), unknownColumns: [...unknown] };
}

/** No identity for a row on which a fault of ours comes up: the second pass meets it again, and rejects the row. */
function identityIn(row: RawRow, context: IntakeContext): ReturnType<typeof identityOf> {
  try {
    return identityOf(row.cells, context);
  } catch {
    return { id: null, reportedAt: null };
  }
}

function checkColumns(columns: readonly string[], { mapping }: IntakeContext): void {
  const missing = mapping.requiredColumns.filter((names) => !names.some((name) => columns.includes(name)));
  if (missing.length === 0) return;
  // Without a name that the mapping knows but with numbers, it is a case, perhaps with a person in it: not to be shown.
  const isHeader =
    columns.some((name) => mapping.knownColumns.has(name)) || !columns.some((name) => /\d{4}/.test(name));
  throw new Problem('ENV-COLUMNS', {
    missing: missing.map((names) => names.join(' / ')).join(', '),
    found: isHeader ? cutText(columns.slice(0, 60).join(', '), 500) : NO_HEADER,
  });
}

function noteUnknown(row: RawRow, { mapping }: IntakeContext, unknown: Set<string>): void {
  for (const name of Object.keys(row.cells)) {
    if (mapping.knownColumns.has(name) || isReportColumn(name)) continue;
    if (unknown.size < MAX_UNKNOWN) unknown.add(name);
  }
}
