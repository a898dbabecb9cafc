import type { CsvDialect } from './csv.ts';

/**
 * One line of CSV split as well as can be, for people to repair: a quoted cell that closes properly is read as such, any other
 * quote is a character like the rest.
 */
export function splitLine(line: string, { delimiter, quote }: CsvDialect, maxFields: number): string[] {
  const fields: string[] = [];
  let at = 0;
  while (fields.length < maxFields) {
    const close = line.startsWith(quote, at) ? closingQuote(line, at + 1, quote) : -1;
    const isQuoted = close >= 0 && (close + 1 === line.length || line.startsWith(delimiter, close + 1));
    let end = isQuoted ? close + 1 : line.indexOf(delimiter, at);
    if (end < 0) end = line.length;
    fields.push(isQuoted ? line.slice(at + 1, close).replaceAll(quote + quote, quote) : line.slice(at, end));
    if (end >= line.length) break;
    at = end + 1;
  }
  return fields;
}

function closingQuote(line: string, from: number, quote: string): number {
  let at = line.indexOf(quote, from);
  while (at >= 0 && line[at + 1] === quote) at = line.indexOf(quote, at + 2);
  return at;
}
