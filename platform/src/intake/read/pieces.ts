import { message } from '../../kernel/message.ts';
import type { CsvRecord } from './csv.ts';
import type { Header } from './header.ts';
import { addRow, count, faultOf, isFilled, type Lines, type Sheet } from './sheet.ts';

/** Pieces of one row, at most. */
const MOST_PIECES = 20;

/**
 * A line break outside of quotes cuts a row into records with too few cells. Records in a row whose cells add up to exactly one
 * row (the cell cut in two counts once) are one broken row; any others are broken rows each.
 */
export function addPiece(sheet: Sheet, header: Header, record: CsvRecord): void {
  const cells = cellsOf([...sheet.pieces, record]);
  if (cells > header.columns.length || sheet.pieces.length >= MOST_PIECES) flushPieces(sheet, header);
  sheet.pieces.push(record);
  if (cells === header.columns.length && sheet.pieces.length > 1) joinPieces(sheet, header);
}

/** Whether the pieces so far are the beginning of an id that goes on in the whole row that follows. */
export function isIdCut({ pieces: [piece, ...more] }: Sheet): boolean {
  return (
    piece !== undefined && more.length === 0 && piece.fields.length === 1 && /^[\w-]+$/.test(piece.fields[0] ?? '')
  );
}

/** The pieces so far are one row: added as a broken one. */
export function joinPieces(sheet: Sheet, header: Header): void {
  const joined = joinedOf(sheet.pieces);
  sheet.pieces = [];
  addRow(sheet, joined, header, {
    code: 'ENV-ROW-SYNTAX',
    reason: message('row.line-break', { from: joined.line, to: joined.line + joined.lines - 1 }),
  });
}

/** The pieces so far do not belong together. */
export function flushPieces(sheet: Sheet, header: Header): void {
  const { pieces } = sheet;
  if (pieces.length === 0) return;
  sheet.pieces = [];
  for (const piece of pieces) {
    if (piece.fields.some(isFilled)) addRow(sheet, piece, header, faultOf(sheet, piece, header));
    else count(sheet, 'blanks', piece);
  }
}

/** Cells of pieces put together; a blank line is a piece of one cell. */
const cellsOf = (pieces: readonly CsvRecord[]): number =>
  pieces.reduce((sum, { fields }) => sum + Math.max(1, fields.length) - 1, 1);

function joinedOf(pieces: readonly CsvRecord[]): Lines {
  const [first] = pieces;
  if (first === undefined) throw new Error('no pieces');
  const fields = [...first.fields];
  for (const { fields: more } of pieces.slice(1)) {
    const [head = '', ...rest] = more;
    fields.push(`${fields.pop() ?? ''}\n${head}`, ...rest);
  }
  return { line: first.line, lines: pieces.reduce((sum, { lines }) => sum + lines, 0), fields };
}
