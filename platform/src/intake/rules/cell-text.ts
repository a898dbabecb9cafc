import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import type { CellReader } from '../mapping/compile.ts';

const EXCEL_ERROR = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|#+)$/;
/** See `textOf`. */
const LOST_DIGITS = /\d{15}\ufffd/;
const QUOTED_FORMULA = /^="([^"]*)"$/;

/**
 * Text of a field with the marks of a spreadsheet taken off: `="00123"` is 00123, `#N/A` is empty (with a warning), other
 * formulas stay as text (with a warning). Undefined where the row has no such column, '' where the cell is empty.
 */
export function cellText(draft: Draft, context: IntakeContext, field: string, read: CellReader): string | undefined {
  const text = read(draft.cells);
  if (text === undefined || text === '') return text;
  const first = text.charCodeAt(0);
  if (first === 0x3d /* = */) {
    const quoted = QUOTED_FORMULA.exec(text)?.[1];
    if (quoted !== undefined) return quoted.trim();
    report(draft, context, 'CASE-FORMULA', { field, received: text });
  } else if (first === 0x23 /* # */ && EXCEL_ERROR.test(text)) {
    report(draft, context, 'CASE-EXCEL-ERROR', { field, received: text });
    return '';
  }
  // An id that has lost anything is refused for that.
  if (text.includes('\ufffd') && field !== 'externalId') {
    report(draft, context, LOST_DIGITS.test(text) ? 'ENV-NUMBER-ROUNDED' : 'ENV-CHARACTER-LOST', {
      field,
      received: text,
    });
  }
  return text;
}

const FULL_WIDTH = /[\uff01-\uff5e\u3000]/;

/** Codes, numbers and times: full-width forms made narrow, and the apostrophe that makes Excel keep a text taken off. */
export function plainText(draft: Draft, context: IntakeContext, field: string, read: CellReader): string | undefined {
  const text = cellText(draft, context, field, read);
  if (text === undefined || text === '') return text;
  const normal = FULL_WIDTH.test(text) ? text.normalize('NFKC').trim() : text;
  return normal.startsWith("'") ? normal.slice(1).trim() : normal;
}
