import type { InTwo } from '@liangji/platform';

/** More rows are not written into one file; it says so where they end. */
export const MOST_ROWS = 100_000;

/** What a cell holds: a text, a figure, a moment, words of ours in the reader's language, or nothing. */
export type Cell = string | number | Date | InTwo | null;

export interface Column<Row> {
  readonly title: InTwo;
  /** In signs of a Latin script; a Chinese one takes two. */
  readonly width: number;
  readonly of: (row: Row) => Cell;
}

/** A list as it becomes a file: what stands in its columns, and its rows in their order. A list is exported by giving this. */
export interface ExportedList<Row> {
  /** Of the list, for the name of the file and of the sheet. */
  readonly name: InTwo;
  /** What else says which rows these are, short: a county, what they are narrowed to. */
  readonly marks: readonly Cell[];
  /** How the list is narrowed and ordered, for the second sheet. */
  readonly about: readonly (readonly [name: InTwo, value: Cell])[];
  readonly columns: readonly Column<Row>[];
  readonly rows: AsyncIterable<Row>;
}
