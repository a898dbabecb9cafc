import { message } from '../../kernel/message.ts';
import type { Cells, SyntaxCode, SyntaxFault } from './row.ts';

/** Columns that the rejected-rows report adds to the sender's own; in a report sent back corrected they mean nothing. */
export const REPORT_COLUMNS = ['结果 outcome', '行号 row', '错误代码 codes', '原因 reasons'] as const;
const [, , CODES] = REPORT_COLUMNS;
const NAMES: ReadonlySet<string> = new Set(REPORT_COLUMNS);

/** Also where a report has been through a report: a second column of one name is `name (2)`. */
export const isReportColumn = (name: string): boolean => NAMES.has(name.replace(/ \(\d+\)$/, ''));

/** Stands in the report where a row could be read no further, before what may be left of it. */
export const BROKEN = '【此处起无法读取 unreadable from here】';
/** Stands in the report for NUL, which would make a text file a binary one. */
export const NUL_SIGN = '␀';

/** By what a cell is known to be as the report had it, for faults that would not come up again by themselves. */
const UNREPAIRED: Partial<Record<SyntaxCode, (cell: string) => boolean>> = {
  'ENV-ROW-SYNTAX': (cell) => cell.startsWith(BROKEN),
  'ENV-ROW-TOO-LONG': (cell) => cell.startsWith(BROKEN),
  'ENV-TOO-MANY-COLUMNS': (cell) => cell.startsWith(BROKEN),
  'ENV-NUL': (cell) => cell.includes(NUL_SIGN),
  'ENV-LONE-SURROGATE': (cell) => cell.includes('\ufffd'),
};

/**
 * The fault of a row of a report that was sent back as it was: without what could not be read it must not pass for a whole row.
 * Null for every other row.
 */
export function unrepairedFault(cells: Cells): SyntaxFault | null {
  const codes = cells[CODES];
  if (typeof codes !== 'string' || codes === '') return null;
  const values = Object.entries(cells).flatMap(([name, cell]) =>
    typeof cell === 'string' && !isReportColumn(name) ? [cell] : [],
  );
  for (const [code, isUnrepaired] of Object.entries(UNREPAIRED)) {
    if (codes.includes(code) && values.some(isUnrepaired)) {
      return { code: code as SyntaxCode, reason: message('row.unrepaired') };
    }
  }
  return null;
}
