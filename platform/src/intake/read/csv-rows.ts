import { message } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import { csvSplitter, type CsvRecord } from './csv.ts';
import { headerOf, isHeader, namer, noHeader, type Header } from './header.ts';
import type { ReadLimits } from './limits.ts';
import type { LineTally } from './line-tally.ts';
import { isNote } from './notes.ts';
import type { Observer } from './observer.ts';
import { addPiece, flushPieces, isIdCut, joinPieces } from './pieces.ts';
import type { RawRow } from './row.ts';
import { addRow, count, faultOf, isFilled, mention, type CsvShape, type Sheet } from './sheet.ts';

/** Records that may stand above the header. */
const MOST_TITLES = 10;

/**
 * CSV with a header line, which may stand below titles. A record is judged as a whole before it is a row: one with more or fewer
 * cells than the header has columns is a broken row; a header again, a total and a remark are none; records whose cells are all
 * empty are blank. Every line of the text is added to the tally once. Throws `ENV-HEADER`, `ENV-COLUMNS` or `ENV-SEPARATOR` where
 * there is no header that can be used, `ENV-EMPTY` where there is nothing at all.
 */
export async function* csvRows(
  text: AsyncIterable<string>,
  shape: CsvShape,
  limits: ReadLimits,
  tally: LineTally,
  observer: Observer,
): AsyncGenerator<RawRow[]> {
  const sheet: Sheet = {
    ...{ shape, limits, tally, observer },
    splitter: csvSplitter(shape, limits),
    name: namer(shape.header),
    header: null,
    titles: [],
    pieces: [],
    rowNo: 0,
    mayHoldNul: false,
    rows: [],
  };
  for await (const piece of text) {
    sheet.mayHoldNul ||= piece.includes('\0');
    sheet.splitter.push(piece);
    readOn(sheet);
    if (sheet.rows.length > 0) yield sheet.rows;
    sheet.rows = [];
  }
  sheet.splitter.end();
  readOn(sheet);
  if (sheet.header === null) throw headless(sheet);
  flushPieces(sheet, sheet.header);
  if (sheet.rows.length > 0) yield sheet.rows;
}

function readOn(sheet: Sheet): void {
  const { splitter } = sheet;
  for (let record = splitter.next(); record !== null; record = splitter.next()) {
    const { header } = sheet;
    if (header === null) seekHeader(sheet, record);
    else if (!isPlainRow(record, header)) judge(sheet, header, record);
    else if (isIdCut(sheet)) {
      sheet.pieces.push(record);
      joinPieces(sheet, header);
    } else {
      flushPieces(sheet, header);
      addRow(sheet, record, header, null);
    }
  }
}

function seekHeader(sheet: Sheet, record: CsvRecord): void {
  const { shape, titles, observer } = sheet;
  if (record.fault !== null) throw new Problem('ENV-HEADER', { reason: message(`header.${record.fault}`) });
  if (!record.fields.some(isFilled)) return count(sheet, 'blanks', record);
  const columns = sheet.name(record.fields);
  if (!isHeader(columns, shape.header)) {
    titles.push(record);
    if (titles.length > MOST_TITLES) throw headless(sheet);
    return;
  }
  for (const title of titles) mention(sheet, 'note', title);
  count(sheet, 'headers', record);
  useHeader(sheet, columns);
  observer.header?.(columns, record.line);
}

function useHeader(sheet: Sheet, columns: readonly string[]): void {
  const header = headerOf(columns, sheet.shape.header);
  sheet.header = header;
  sheet.splitter.expect(header.least, columns.length);
}

/** The likeliest header is the record with the most cells. */
function headless({ titles, shape }: Sheet): Problem {
  const widest = titles.reduce<CsvRecord | undefined>(
    (best, title) => (best === undefined || title.fields.length > best.fields.length ? title : best),
    undefined,
  );
  return widest === undefined ? new Problem('ENV-EMPTY') : noHeader(widest.fields, shape.header, shape);
}

/** A record with all of its cells and a time of report needs no second look. */
function isPlainRow({ fields, fault }: CsvRecord, { columns, reportedAt }: Header): boolean {
  return fault === null && fields.length === columns.length && reportedAt >= 0 && isTimeLike(fields[reportedAt]);
}

function isTimeLike(field: string | undefined): boolean {
  if (field === undefined || field.length < 5) return false;
  const code = field.charCodeAt(0);
  return code >= 0x30 && code <= 0x39;
}

function judge(sheet: Sheet, header: Header, record: CsvRecord): void {
  const { shape } = sheet;
  const { fields } = record;
  if (record.fault === null) {
    const filled = fields.filter(isFilled);
    // Empty lines may stand inside a cell that is cut by line breaks.
    if (filled.length === 0 && fields.length < 2 && sheet.pieces.length > 0) return void sheet.pieces.push(record);
    if (filled.length === 0) {
      flushPieces(sheet, header);
      return count(sheet, 'blanks', record);
    }
    const time = header.reportedAt < 0 ? undefined : (fields[header.reportedAt] ?? '').trim();
    if (time !== undefined && (!/\p{Nd}/u.test(time) || shape.header.known.has(time))) {
      const columns = sheet.name(fields);
      if (isHeader(columns, shape.header)) {
        flushPieces(sheet, header);
        // What follows is under this header, whether or not it has the order of the one before.
        useHeader(sheet, columns);
        return mention(sheet, 'header', record);
      }
    }
    if (time !== undefined && !isTimeLike(time) && isNote(filled)) {
      flushPieces(sheet, header);
      return mention(sheet, 'note', record);
    }
    if (fields.length < header.least) return addPiece(sheet, header, record);
  }
  flushPieces(sheet, header);
  addRow(sheet, record, header, faultOf(sheet, record, header));
}
