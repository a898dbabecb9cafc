/** Lines of a file by what they belong to; every line belongs to one of these. */
export interface LineTally {
  /** Rows that could be read as rows. */
  records: number;
  /** Rows that could not. */
  faults: number;
  headers: number;
  /** Titles above the header, totals and remarks below the rows. */
  notes: number;
  blanks: number;
}

export type LineKind = keyof LineTally;

export const noLines = (): LineTally => ({ records: 0, faults: 0, headers: 0, notes: 0, blanks: 0 });

/** Throws where the lines accounted for are not the lines there are: then a row may be lost, and nothing may be taken. */
export function checkTally(tally: LineTally, lines: number): void {
  const sum = Object.values(tally).reduce((total: number, count: number) => total + count, 0);
  if (sum !== lines) throw new Error(`${lines} lines, but ${sum} accounted for: ${JSON.stringify(tally)}`);
}
