import { cutText } from '../../kernel/cut-text.ts';
import { message, plain, type Message } from '../../kernel/message.ts';
import type { LineTally } from './line-tally.ts';
import { lineSplitter, type Line } from './lines.ts';
import type { ReadLimits } from './limits.ts';
import type { Cells, RawRow, SyntaxFault } from './row.ts';
import { textFault } from './text-fault.ts';

/** One JSON object a line. A line that is no object is a broken row, never the end of the file. Blank lines are none. */
export async function* ndjsonRows(
  text: AsyncIterable<string>,
  limits: ReadLimits,
  tally: LineTally,
): AsyncGenerator<RawRow[]> {
  const lines = lineSplitter(limits.rowChars);
  let rowNo = 0;
  const rows = (found: Line[]): RawRow[] => {
    const out: RawRow[] = [];
    for (const line of found) {
      const content = contentOf(line.text);
      if (content === '' && !line.tooLong) tally.blanks++;
      else {
        const row = ndjsonRow({ ...line, text: content }, ++rowNo, limits);
        tally[row.fault === undefined ? 'records' : 'faults']++;
        out.push(row);
      }
    }
    return out;
  };
  for await (const piece of text) {
    const found = rows(lines.push(piece));
    if (found.length > 0) yield found;
  }
  const found = rows(lines.end());
  if (found.length > 0) yield found;
}

const OPENING = 0x7b;

/** Without what may stand around an object; a byte order mark, where files were put together, counts as white space. */
const contentOf = (text: string): string => (text.charCodeAt(0) === OPENING ? text : text.trim());

function ndjsonRow({ line, text, tooLong, isEnded }: Line, rowNo: number, limits: ReadLimits): RawRow {
  const broken = (fault: SyntaxFault): RawRow => ({
    ...{ rowNo, line, fault },
    cells: { line: cutText(text, 200) },
  });
  if (tooLong) return broken({ code: 'ENV-ROW-TOO-LONG', reason: plain(`${limits.rowChars}`) });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return broken({ code: 'ENV-ROW-SYNTAX', reason: whyNoJson(text, isEnded) });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return broken({ code: 'ENV-ROW-SYNTAX', reason: message('row.object') });
  }
  return cellsRow(value as Cells, { rowNo, line }, limits, text.includes('\\u') || text.includes('\0'));
}

function whyNoJson(text: string, isEnded: boolean): Message {
  if (/\}\s*,?\s*\{/.test(text) && isJson(`[${text.replace(/\}\s*,?\s*\{/g, '},{')}]`)) return message('row.objects');
  return message(isEnded || text.endsWith('}') ? 'row.json' : 'row.json-cut');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** A row handed over as an object (one NDJSON line, or one row of the synchronous path). */
export function cellsRow(
  cells: Cells,
  place: Pick<RawRow, 'rowNo' | 'line'>,
  limits: ReadLimits,
  suspicious = true,
): RawRow {
  const names = Object.keys(cells);
  if (names.length > limits.columns) {
    const some = Object.fromEntries(Object.entries(cells).slice(0, 50));
    return { ...place, cells: some, fault: { code: 'ENV-TOO-MANY-COLUMNS', reason: plain(`${limits.columns}`) } };
  }
  if (!suspicious) return { ...place, cells };
  const fault = textFault([...names, ...Object.values(cells)]);
  return fault === null ? { ...place, cells } : { ...place, cells, fault };
}
