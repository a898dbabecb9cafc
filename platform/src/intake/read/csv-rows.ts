import { message, plain } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import { csvSplitter, type CsvDialect, type CsvRecord } from './csv.ts';
import { withoutApostrophe } from './formula.ts';
import type { ReadLimits } from './limits.ts';
import type { RawRow, SyntaxFault } from './row.ts';

/**
 * CSV with a header line. Column names are taken as written, then trimmed; a second column of one name becomes `name (2)`,
 * a nameless one `column N`. Records whose cells are all empty are skipped (spreadsheets leave them at the end).
 * `onHeader` hears the column names once, also of a file without rows. Throws `ENV-HEADER` when the header itself cannot be read.
 */
export async function* csvRows(
  text: AsyncIterable<string>,
  dialect: CsvDialect,
  limits: ReadLimits,
  onHeader?: (columns: readonly string[]) => void,
): AsyncGenerator<RawRow[]> {
  const splitter = csvSplitter(dialect, limits);
  let header: string[] | null = null;
  let rowNo = 0;
  const rows = (records: CsvRecord[]): RawRow[] => {
    const out: RawRow[] = [];
    for (const record of records) {
      if (header === null) {
        header = headerOf(record);
        onHeader?.(header);
      } else if (record.fault !== null || record.fields.some(isFilled))
        out.push(csvRow(record, header, ++rowNo, limits));
    }
    return out;
  };
  for await (const piece of text) {
    const out = rows(splitter.push(piece));
    if (out.length > 0) yield out;
  }
  const out = rows(splitter.end());
  if (out.length > 0) yield out;
}

const isFilled = (field: string) => field !== '' && field.trim() !== '';

export function headerOf(record: CsvRecord): string[] {
  if (record.fault !== null) throw new Problem('ENV-HEADER', { reason: message(`header.${record.fault}`) });
  const seen = new Map<string, number>();
  return record.fields.map((field, i) => {
    const name = withoutApostrophe(field.trim()) || `column ${i + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function csvRow(record: CsvRecord, header: readonly string[], rowNo: number, limits: ReadLimits): RawRow {
  const { fields } = record;
  const cells: Record<string, string> = {};
  let nul = false;
  const count = Math.min(header.length, fields.length);
  for (let i = 0; i < count; i++) {
    const field = fields[i] as string;
    cells[header[i] as string] = field;
    if (field.includes('\0')) nul = true;
  }
  // Trailing cells left out by the sender are empty cells: the file has the column.
  if (record.fault === null) for (let i = count; i < header.length; i++) cells[header[i] as string] = '';
  const fault = faultOf(record, header.length, nul, limits);
  return fault === null ? { rowNo, cells } : { rowNo, cells, fault };
}

function faultOf(record: CsvRecord, columns: number, nul: boolean, limits: ReadLimits): SyntaxFault | null {
  switch (record.fault) {
    case 'too-long':
      return { code: 'ENV-ROW-TOO-LONG', reason: plain(`${limits.rowChars}`) };
    case 'too-many-columns':
      return { code: 'ENV-TOO-MANY-COLUMNS', reason: plain(`${limits.columns}`) };
    case 'quote':
      return { code: 'ENV-ROW-SYNTAX', reason: message('row.quote') };
    case null:
      break;
  }
  if (nul) return { code: 'ENV-NUL', reason: plain('U+0000') };
  const { fields } = record;
  if (fields.length > columns && fields.slice(columns).some(isFilled)) {
    return { code: 'ENV-ROW-SYNTAX', reason: message('row.cells', { cells: fields.length, columns }) };
  }
  if (fields.length < columns && fields.length === 1) {
    return { code: 'ENV-ROW-SYNTAX', reason: message('row.cells', { cells: 1, columns }) };
  }
  return null;
}
