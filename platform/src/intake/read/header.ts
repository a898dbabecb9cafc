import { cutText } from '../../kernel/cut-text.ts';
import { Problem } from '../../kernel/problem.ts';
import type { CsvDialect } from './csv.ts';
import { withoutApostrophe } from './formula.ts';
import { splitLine } from './split-line.ts';

/** What is known of the header of a file before it is read. */
export interface HeaderRule {
  /** Names that mean something: the names in the file are brought to these. */
  readonly known: ReadonlySet<string>;
  /** Of each of these groups at least one name must be there; a line that has them is a header. */
  readonly required: readonly (readonly string[])[];
  /** Columns of the time of the report, one of which every case fills. */
  readonly reported: readonly string[];
}

export interface Header {
  readonly columns: readonly string[];
  /** Which of them holds the time of the report; −1 where nobody knows. */
  readonly reportedAt: number;
  /** Columns up to the last that has a name: cells beyond it may be left out. */
  readonly least: number;
}

/** Names are compared as values are: full-width forms made narrow, case ignored; and without the white space inside. */
export const foldName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\p{Cf}\s]+/gu, '')
    .toLowerCase();

/** Makes column names of the fields of a header: a second one of a name becomes `name (2)`, a nameless one `column N`. */
export function namer({ known }: HeaderRule): (fields: readonly string[]) => string[] {
  const folded = new Map<string, string>();
  for (const name of known) if (!folded.has(foldName(name))) folded.set(foldName(name), name);
  return (fields) => {
    const seen = new Map<string, number>();
    return fields.map((field, i) => {
      const own = withoutApostrophe(field.trim()) || `column ${i + 1}`;
      const name = known.has(own) ? own : (folded.get(foldName(own)) ?? own);
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return count === 1 ? name : `${name} (${count})`;
    });
  };
}

const missingOf = ({ required }: HeaderRule, columns: readonly string[]): (readonly string[])[] =>
  required.filter((names) => !names.some((name) => columns.includes(name)));

/** Whether these are the names of a header that can be used. */
export const isHeader = (columns: readonly string[], rule: HeaderRule): boolean =>
  missingOf(rule, columns).length === 0;

/** Whether a column has no name of the sender's. */
export const isNameless = (column: string): boolean => /^column \d+$/.test(column);

export function headerOf(columns: readonly string[], { reported }: HeaderRule): Header {
  return {
    columns,
    reportedAt: columns.findIndex((name) => reported.includes(name)),
    least: columns.findLastIndex((name) => !isNameless(name)) + 1,
  };
}

const SEPARATORS = [',', ';', '\t', '|', '，', '；'];
const NO_HEADER = '首行不是列名 the first line is no header';

/** The problem of a file none of whose first lines is a header; `fields` are those of the likeliest. */
export function noHeader(fields: readonly string[], rule: HeaderRule, { delimiter, quote }: CsvDialect): Problem {
  const name = namer(rule);
  const line = fields.join(delimiter);
  const separator = SEPARATORS.find(
    (other) =>
      other !== delimiter && isHeader(name(splitLine(line, { delimiter: other, quote }, line.length + 1)), rule),
  );
  if (separator !== undefined) {
    return new Problem('ENV-SEPARATOR', { found: shownSign(separator), expected: shownSign(delimiter) });
  }
  const columns = name(fields);
  // Without a name that the mapping knows but with numbers, it is a case, perhaps with a person in it, or no text at all: not to be shown.
  const isShown =
    columns.some((column) => rule.known.has(column)) || !columns.some((column) => /\d{4}|\p{Cc}|\ufffd/u.test(column));
  return new Problem('ENV-COLUMNS', {
    missing: missingOf(rule, columns)
      .map((names) => names.join(' / '))
      .join(', '),
    found: isShown
      ? cutText(
          fields
            .slice(0, 60)
            .map((field) => field.trim())
            .join(', '),
          500,
        )
      : NO_HEADER,
  });
}

const shownSign = (sign: string): string => (sign === '\t' ? 'Tab' : sign);
