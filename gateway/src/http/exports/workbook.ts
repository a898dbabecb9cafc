import { defused } from '@liangji/platform';
import { strToU8, Zip, ZipDeflate } from 'fflate';

/** A cell as a workbook keeps it. A date is shown as it reads in UTC: whoever writes one has turned it to the reader's clock. */
export type SheetCell = string | number | Date | null;

export interface Sheet {
  readonly name: string;
  /** Widths of the columns, in signs. */
  readonly widths: readonly number[];
  /** Stays while the rest scrolls, and is printed on every page. */
  readonly head: readonly string[];
  readonly rows: AsyncIterable<readonly SheetCell[]> | Iterable<readonly SheetCell[]>;
}

/** Rows that are packed at a time. */
const ROWS_A_PIECE = 500;
/** Excel takes no longer text. */
const MOST_SIGNS = 32_767;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Indexes of `cellXfs` below. */
const STYLE = { plain: 0, head: 1, moment: 2 } as const;
const STYLES =
  `<styleSheet ${MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>';

/**
 * An .xlsx of plain sheets, piece by piece as its rows come: nothing of it is held. Texts are texts, never formulas, and are
 * defused beside, for whoever saves them as CSV. Own code, because it is a zip of six small parts: the libraries that do this
 * bring 50 MB or nobody who looks after them.
 */
export async function* workbook(sheets: readonly Sheet[], at: Date): AsyncGenerator<Uint8Array> {
  let made: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    made.push(piece);
  });
  const taken = (): Uint8Array[] => {
    const pieces = made;
    made = [];
    return pieces;
  };
  const begin = (name: string): ZipDeflate => {
    const part = new ZipDeflate(name, { level: 6 });
    part.mtime = at;
    zip.add(part);
    return part;
  };
  const text = (name: string, content: string): void => begin(name).push(strToU8(HEAD + content), true);

  text('[Content_Types].xml', contentTypes(sheets));
  text('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']]));
  text('xl/workbook.xml', book(sheets));
  text(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...sheets.map((_, n) => ['worksheet', `worksheets/sheet${n + 1}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
  );
  text('xl/styles.xml', STYLES);
  for (const [n, sheet] of sheets.entries()) {
    const part = begin(`xl/worksheets/sheet${n + 1}.xml`);
    part.push(strToU8(HEAD + sheetHead(sheet)));
    let rows: string[] = [];
    for await (const row of sheet.rows) {
      rows.push(rowXml(row, STYLE.plain));
      if (rows.length < ROWS_A_PIECE) continue;
      part.push(strToU8(rows.join('')));
      rows = [];
      yield* taken();
    }
    part.push(strToU8(rows.join('') + SHEET_END), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

const contentTypes = (sheets: readonly Sheet[]): string => {
  const type = (part: string, kind: string) =>
    `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  return (
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${type('workbook', 'sheet.main')}${type('styles', 'styles')}` +
    `${sheets.map((_, n) => type(`worksheets/sheet${n + 1}`, 'worksheet')).join('')}</Types>`
  );
};

const relations = (targets: readonly (readonly [kind: string, target: string])[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(([kind, target], n) => `<Relationship Id="rId${n + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** The first row of each sheet is repeated on every printed page. */
function book(sheets: readonly Sheet[]): string {
  const tabs = sheets.map(({ name }, n) => `<sheet name="${xml(name)}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`);
  const titles = sheets.map(
    ({ name }, n) => `<definedName name="_xlnm.Print_Titles" localSheetId="${n}">'${xml(name)}'!$1:$1</definedName>`,
  );
  return `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets>${tabs.join('')}</sheets><definedNames>${titles.join('')}</definedNames></workbook>`;
}

function sheetHead({ widths, head }: Sheet): string {
  const columns = widths.map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`);
  return (
    `<worksheet ${MAIN}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${columns.join('')}</cols><sheetData>${rowXml(head, STYLE.head)}`
  );
}

const SHEET_END = '</sheetData><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>';

const rowXml = (cells: readonly SheetCell[], style: number): string =>
  `<row>${cells.map((cell) => cellXml(cell, style)).join('')}</row>`;

function cellXml(cell: SheetCell, style: number): string {
  if (cell === null || cell === '') return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (cell instanceof Date) return `<c s="${STYLE.moment}"><v>${cell.getTime() / 86_400_000 + 25_569}</v></c>`;
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${xml(defused(cell).slice(0, MOST_SIGNS))}</t></is></c>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** As XML takes it: signs it knows none of are left out, and what Excel would read as a code of a sign stays text. */
const xml = (text: string): string =>
  text
    .toWellFormed()

    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);
