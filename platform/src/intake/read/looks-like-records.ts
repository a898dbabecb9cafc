/** From so many columns on, a cell with as many delimiters between two line breaks is no text somebody wrote. */
const MANY_COLUMNS = 5;

/**
 * Whether a quoted cell with line breaks seems to hold other records of the file, as where a quote was lost and the next one closes
 * the cell some lines further down: then it holds the delimiters of whole records. In a table of few columns a text may do so
 * too, and the words after its line breaks must also look like the `first` cell of the record.
 */
export function looksLikeRecords(
  cell: string,
  breaks: number,
  first: string,
  columns: number,
  delimiter: string,
): boolean {
  if (columns < 2) return false;
  const delimiters = cell.split(delimiter).length - 1;
  if (delimiters < columns - 1) return false;
  const lines = cell.split(/\r\n|\r|\n/);
  const isWhole = (line: string) => line.split(delimiter).length === columns;
  const holdsWhole = delimiters >= breaks * (columns - 1) || lines.slice(1, -1).some(isWhole);
  if (!holdsWhole) return false;
  if (columns >= MANY_COLUMNS) return true;
  const shape = shapeOf(first);
  return lines.slice(1).every((line) => shapeOf(line.split(delimiter, 1)[0] ?? '') === shape);
}

/** A-00017 and B-2 have the shape of each other, and of no sentence. */
const shapeOf = (cell: string) =>
  cell
    .trim()
    .replace(/\p{Nd}+/gu, '9')
    .replace(/\p{L}+/gu, 'a');
