import { fieldName, type PageRow } from './page.ts';
import { shownWords } from '../service/shown-words.ts';

type Row = Record<string, unknown>;

/** Makes what masks people's words in a page as its statement answers it, every row below included. */
export function pageMask(of: PageRow, holdsWords: (view: string, column: string) => boolean): (row: Row) => Row {
  const words = of.columns.filter((column) => holdsWords(of.view, column)).map(fieldName);
  const below = Object.entries({ ...of.one, ...of.many }).map(
    ([name, child]) => [name, pageMask(child, holdsWords)] as const,
  );
  return (row) => ({
    ...row,
    ...Object.fromEntries(words.map((name) => [name, shownWords(row[name])])),
    ...Object.fromEntries(below.map(([name, mask]) => [name, onEach(row[name], mask)])),
  });
}

const onEach = (value: unknown, mask: (row: Row) => Row): unknown =>
  Array.isArray(value) ? value.map((row) => mask(row as Row)) : value === null ? null : mask(value as Row);
