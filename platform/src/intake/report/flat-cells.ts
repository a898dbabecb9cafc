import type { Cells } from '../read/row.ts';

/** Deeper objects stay JSON texts: no mapping reads them by name. */
const MOST_DEEP = 8;

/**
 * Cells with objects inside as the columns by which a mapping reads them: `{"place": {"x": 1}}` is the column `place.x`. A column
 * that has such a name itself stays.
 */
export function flatCells(cells: Cells): Cells {
  if (!Object.values(cells).some(isObject)) return cells;
  return Object.fromEntries([
    ...entriesOf('', cells, 0),
    ...Object.entries(cells).filter(([, cell]) => !isObject(cell)),
  ]);
}

const isObject = (cell: unknown): cell is Cells => typeof cell === 'object' && cell !== null && !Array.isArray(cell);

function entriesOf(under: string, cells: Cells, depth: number): [string, unknown][] {
  return Object.entries(cells).flatMap(([name, cell]): [string, unknown][] =>
    isObject(cell) && depth < MOST_DEEP && Object.keys(cell).length > 0
      ? entriesOf(`${under}${name}.`, cell, depth + 1)
      : [[under + name, cell]],
  );
}
