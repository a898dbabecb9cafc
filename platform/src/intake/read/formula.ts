/** What makes a spreadsheet take a cell for a formula (OWASP, ASVS 1.2.10); full-width signs do so in some. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A cell that no spreadsheet takes for a formula: it gets the apostrophe that makes Excel keep a text. */
export const defused = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

/** A trimmed cell without the apostrophe before a formula, whoever put it there: the text that is meant. */
export function withoutApostrophe(cell: string): string {
  if (cell.charCodeAt(0) !== 0x27) return cell;
  const text = cell.slice(1);
  return FORMULA.test(text) ? text.trim() : cell;
}
