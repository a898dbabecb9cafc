import type { LineTally } from './line-tally.ts';

/** A line that is neither blank nor a row of the file. */
export interface Aside {
  readonly line: number;
  readonly kind: 'header' | 'note';
  /** What stands in it. */
  readonly text: string;
}

/** Hears what a file holds beside its rows. */
export interface Observer {
  /** The column names, once, also of a file without rows. */
  header?(columns: readonly string[], line: number): void;
  /** Titles, totals, and headers after the first. */
  aside?(aside: Aside): void;
  /** How the lines of the file are accounted for, after the last. */
  lines?(tally: LineTally): void;
}
