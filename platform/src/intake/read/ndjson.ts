import { cutText } from '../../kernel/cut-text.ts';
import { message, plain } from '../../kernel/message.ts';
import { lineSplitter, type Line } from './lines.ts';
import type { ReadLimits } from './limits.ts';
import type { Cells, RawRow, SyntaxFault } from './row.ts';
import { textFault } from './text-fault.ts';

/** One JSON object a line. A line that is no object is a broken row, never the end of the file. */
export async function* ndjsonRows(text: AsyncIterable<string>, limits: ReadLimits): AsyncGenerator<RawRow[]> {
  const lines = lineSplitter(limits.rowChars);
  let rowNo = 0;
  const rows = (found: Line[]): RawRow[] => found.map((line) => ndjsonRow(line, ++rowNo, limits));
  for await (const piece of text) {
    const found = lines.push(piece);
    if (found.length > 0) yield rows(found);
  }
  const found = lines.end();
  if (found.length > 0) yield rows(found);
}

function ndjsonRow(line: Line, rowNo: number, limits: ReadLimits): RawRow {
  const broken = (fault: SyntaxFault): RawRow => ({ rowNo, cells: { line: cutText(line.text, 200) }, fault });
  if (line.tooLong) return broken({ code: 'ENV-ROW-TOO-LONG', reason: plain(`${limits.rowChars}`) });
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch {
    return broken({ code: 'ENV-ROW-SYNTAX', reason: message('row.json') });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return broken({ code: 'ENV-ROW-SYNTAX', reason: message('row.object') });
  }
  return cellsRow(value as Cells, rowNo, limits, line.text.includes('\\u') || line.text.includes('\0'));
}

/** A row handed over as an object (one NDJSON line, or one row of the synchronous path). */
export function cellsRow(cells: Cells, rowNo: number, limits: ReadLimits, suspicious = true): RawRow {
  const names = Object.keys(cells);
  if (names.length > limits.columns) {
    const some = Object.fromEntries(Object.entries(cells).slice(0, 50));
    return { rowNo, cells: some, fault: { code: 'ENV-TOO-MANY-COLUMNS', reason: plain(`${limits.columns}`) } };
  }
  if (!suspicious) return { rowNo, cells };
  const fault = textFault([...names, ...Object.values(cells)]);
  return fault === null ? { rowNo, cells } : { rowNo, cells, fault };
}
