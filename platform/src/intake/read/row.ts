import type { Message } from '../../kernel/message.ts';

/** Cells of one row by column name. CSV cells are texts; NDJSON cells are whatever JSON holds. */
export type Cells = Readonly<Record<string, unknown>>;

/** Why a row could not be read as a row. The codes are findings of the catalogue of problems. */
export type SyntaxCode =
  'ENV-ROW-SYNTAX' | 'ENV-ROW-TOO-LONG' | 'ENV-TOO-MANY-COLUMNS' | 'ENV-NUL' | 'ENV-LONE-SURROGATE';

export interface SyntaxFault {
  readonly code: SyntaxCode;
  readonly reason: Message;
}

/** One data row. Headers, blank lines, titles and totals are none. */
export interface RawRow {
  /** Counted from 1. */
  readonly rowNo: number;
  /** Line of the file it begins at, counted from 1 with the header. */
  readonly line: number;
  readonly cells: Cells;
  readonly fault?: SyntaxFault;
}
