import type { CsvDialect } from '../read/csv.ts';
import { defused } from '../read/formula.ts';
import { NUL_SIGN } from '../read/report-columns.ts';

const COMMA: CsvDialect = { delimiter: ',', quote: '"' };

/**
 * A line of CSV that is safe to open in a spreadsheet: what could start a formula gets an apostrophe, which is taken off again
 * when the line comes back; what needs quotes is quoted. NUL, which would make a text file a binary one, is shown by its picture.
 */
export function csvLine(cells: readonly string[], dialect: CsvDialect = COMMA): string {
  return `${cells.map((cell) => csvCell(cell, dialect)).join(dialect.delimiter)}\r\n`;
}

function csvCell(given: string, { delimiter, quote }: CsvDialect): string {
  const safe = defused(given.replaceAll('\0', NUL_SIGN));
  const needsQuotes =
    /[",\r\n;\t]/.test(safe) || safe.includes(delimiter) || safe.includes(quote) || safe !== safe.trim();
  return needsQuotes ? `${quote}${safe.replaceAll(quote, quote + quote)}${quote}` : safe;
}
