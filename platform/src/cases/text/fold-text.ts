import { maskPersonal } from '../../kernel/mask-personal.ts';

/** Of a case, what is searched by words. */
export interface Searched {
  readonly address: string | null;
  readonly description: string | null;
  readonly className: string | null;
}

/** Between two fields, and where digits are masked: no words go across. */
const BREAK = '\n';

/** As texts are compared: full width as plain, lower case, without blanks and marks; masked digits part what is beside them. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\*+/g, BREAK)
    .replace(/[^\p{L}\p{N}\n]+/gu, '');

/** The text of a case as it is searched, made of what everybody may read. */
export const searchedText = ({ address, description, className }: Searched): string =>
  [address, description, className]
    .flatMap((text) => (text === null ? [] : foldText(maskPersonal(text.replaceAll(BREAK, ' ')))))
    .join(BREAK);

/** What somebody looks for: every one of these must stand in the text. Blanks part them. */
export const termsOf = (words: string): string[] => [
  ...new Set(words.split(/\s+/).flatMap((part) => foldText(part).split(BREAK).filter(Boolean))),
];

/** A term of one sign stands in too many texts to be looked for alone. */
export const isSearchable = (words: string): boolean => termsOf(words).some((term) => [...term].length > 1);

/** Every two signs next to each other as one number, as SQL makes it of them too (`WORDS_SQL`). */
export function wordsOf(text: string): Set<number> {
  const words = new Set<number>();
  let before: number | undefined;
  for (const sign of text) {
    const code = sign === BREAK ? undefined : sign.codePointAt(0);
    if (before !== undefined && code !== undefined) words.add((before << 16) | code);
    before = code;
  }
  return words;
}

/** The numbers of an array `$terms` of terms, each once. */
export const WORDS_SQL = `array(select distinct (ascii(substr(term, at, 1)) << 16) | ascii(substr(term, at + 1, 1))
  from unnest($terms) as term, generate_series(1, length(term) - 1) as at)`;

/** So many texts are one block; their places fit a smallint. */
export const BLOCK = 2_048;
