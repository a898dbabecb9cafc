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

/** One data row, counted from 1 (a CSV header is no data row; blank lines are not counted). */
export type RawRow =
  | { readonly rowNo: number; readonly cells: Cells; readonly fault?: undefined }
  | { readonly rowNo: number; readonly cells: Cells; readonly fault: SyntaxFault };
