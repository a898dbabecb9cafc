import type { IntakeContext } from '../rules/draft.ts';
import { identityOf } from '../rules/map-row.ts';
import { skippedBy } from '../rules/skip.ts';
import type { Encoding } from '../read/encoding.ts';
import type { LineTally } from '../read/line-tally.ts';
import { READ_LIMITS } from '../read/limits.ts';
import { findEncoding, readRows, type OpenBytes, type ReadableShape } from '../read/read-rows.ts';
import { unrepairedFault } from '../read/report-columns.ts';
import type { RawRow } from '../read/row.ts';
import { surveyDateOrder } from './date-order-survey.ts';
import { fileJudge, type FileJudgement } from './judge-file.ts';
import { surveyIds, type SharedIds } from './survey-ids.ts';

/** What the first pass over a file finds out. */
export interface Survey extends SharedIds, FileJudgement {
  readonly encoding: Encoding;
  readonly rowCount: number;
  readonly lines: LineTally;
}

/**
 * First parse pass: encoding, number of rows, how the lines are accounted for, and the ids that rows share. Throws the ENV-… problem
 * of a file that cannot be read, and ENV-COLUMNS for a CSV without the columns no row can do without.
 */
export async function surveyFile(open: OpenBytes, shape: ReadableShape, context: IntakeContext): Promise<Survey> {
  const encoding = await findEncoding(open, shape);
  const ids = surveyIds();
  const judge = fileJudge(context);
  const isCsv = shape.format === 'csv';
  const dateOrder = surveyDateOrder(context);
  let rowCount = 0;
  let lines: LineTally | null = null;
  const observer = { ...judge.observer, lines: (tally: LineTally) => void (lines = tally) };
  for await (const rows of readRows(open, shape, encoding, READ_LIMITS, observer)) {
    for (const row of rows) {
      rowCount = row.rowNo;
      if (row.fault !== undefined || unrepairedFault(row.cells) !== null) continue;
      if (!isCsv) judge.names(row.cells);
      if (skippedBy(row.cells, context) !== null) continue;
      dateOrder?.note(row.line, row.cells);
      const { id, reportedAt } = identityIn(row, context);
      if (id !== null) ids.note(id, row.line, reportedAt);
    }
  }
  if (lines === null) throw new Error('a file was read to its end without its lines');
  const { findings, refusal } = judge.judge(rowCount);
  return {
    encoding,
    rowCount,
    lines,
    ...ids.end(),
    refusal,
    findings: [...findings, ...(dateOrder?.findings() ?? [])],
  };
}

/** No identity for a row on which a fault of ours comes up: the second pass meets it again, and rejects the row. */
function identityIn(row: RawRow, context: IntakeContext): ReturnType<typeof identityOf> {
  try {
    return identityOf(row.cells, context);
  } catch {
    return { id: null, reportedAt: null };
  }
}
