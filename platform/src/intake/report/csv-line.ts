/** Characters that make a spreadsheet take a cell for a formula (OWASP, ASVS 1.2.10). */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A line of CSV that is safe to open in a spreadsheet: formula starters get an apostrophe, what needs quotes is quoted. NUL,
 * which would make a text file a binary one, is shown by its picture.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(given: string): string {
  const text = given.replaceAll('\0', '␀');
  // A plain number may start with a minus; everything else that could start a formula may not start the cell.
  const safe = FORMULA.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n;\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
