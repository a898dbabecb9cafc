import { message, plain } from '../../kernel/message.ts';
import type { CsvDialect, CsvRecord, CsvSplitter } from './csv.ts';
import type { Header, HeaderRule } from './header.ts';
import type { ReadLimits } from './limits.ts';
import type { LineKind, LineTally } from './line-tally.ts';
import type { Observer } from './observer.ts';
import type { RawRow, SyntaxFault } from './row.ts';

export interface CsvShape extends CsvDialect {
  readonly header: HeaderRule;
}

/** A CSV file on its way to rows. */
export interface Sheet {
  readonly shape: CsvShape;
  readonly limits: ReadLimits;
  readonly tally: LineTally;
  readonly observer: Observer;
  readonly splitter: CsvSplitter;
  /** Makes column names of the fields of a header. */
  readonly name: (fields: readonly string[]) => string[];
  /** Null until it is found. */
  header: Header | null;
  /** Records before the header. */
  readonly titles: CsvRecord[];
  /** Records with too few cells that may be pieces of one row, and blank lines among them. */
  pieces: CsvRecord[];
  rowNo: number;
  /** Whether a NUL has been seen anywhere: cells are searched only then. */
  mayHoldNul: boolean;
  /** Rows not handed over yet. */
  rows: RawRow[];
}

/** Lines that belong to one row or to none. */
export type Lines = Pick<CsvRecord, 'line' | 'lines' | 'fields'>;

export const isFilled = (field: string): boolean => field !== '' && field.trim() !== '';

export function count({ tally }: Sheet, kind: LineKind, { lines }: Lines): void {
  tally[kind] += lines;
}

/** Lines that are no row, but are mentioned. */
export function mention(sheet: Sheet, kind: 'header' | 'note', record: Lines): void {
  count(sheet, kind === 'header' ? 'headers' : 'notes', record);
  // NUL is shown by its picture: no database text holds it.
  const text = record.fields.filter(isFilled).join(`${sheet.shape.delimiter} `).replaceAll('\0', '␀');
  sheet.observer.aside?.({ line: record.line, kind, text });
}

export function addRow(sheet: Sheet, record: Lines, { columns }: Header, given: SyntaxFault | null): void {
  const fault = given ?? (sheet.mayHoldNul ? nulIn(record.fields) : null);
  count(sheet, fault === null ? 'records' : 'faults', record);
  const row = { rowNo: ++sheet.rowNo, line: record.line, cells: cellsOf(record.fields, columns) };
  sheet.rows.push(fault === null ? row : { ...row, fault });
}

function cellsOf(fields: readonly string[], columns: readonly string[]): Record<string, string> {
  const cells: Record<string, string> = {};
  const both = Math.min(columns.length, fields.length);
  for (let i = 0; i < both; i++) cells[columns[i] as string] = fields[i] as string;
  for (let i = both; i < columns.length; i++) cells[columns[i] as string] = '';
  for (let i = both; i < fields.length; i++) cells[`column ${i + 1}`] = fields[i] as string;
  return cells;
}

const nulIn = (fields: readonly string[]): SyntaxFault | null =>
  fields.some((field) => field.includes('\0')) ? { code: 'ENV-NUL', reason: plain('U+0000') } : null;

/** Why a record is no row; null where it has as many cells as there are columns. */
export function faultOf({ limits }: Sheet, record: CsvRecord, { columns, least }: Header): SyntaxFault | null {
  const cells = record.fields.length;
  switch (record.fault) {
    case 'too-long':
      return { code: 'ENV-ROW-TOO-LONG', reason: plain(`${limits.rowChars}`) };
    case 'too-many-columns':
      return { code: 'ENV-TOO-MANY-COLUMNS', reason: plain(`${limits.columns}`) };
    case 'quote':
    case 'swallowed':
      return { code: 'ENV-ROW-SYNTAX', reason: message(`row.${record.fault}`) };
    case null:
      if (cells >= least && cells <= columns.length) return null;
      return {
        code: 'ENV-ROW-SYNTAX',
        reason: message(cells < least && !record.isEnded ? 'row.cut' : 'row.cells', { cells, columns: columns.length }),
      };
  }
}
