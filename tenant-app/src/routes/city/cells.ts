import { classesOf, classOf, colourOf } from '#lib/map/classes.ts';
import type { Edges } from '#lib/map/classes.ts';
import type { Features } from '#lib/map/features.ts';

const filedIn = (cells: Features): number[] =>
  cells.features.map(({ properties }) => Number(properties['filed'])).filter((filed) => filed > 0);

/** Classes of the cells that have cases. */
export const edgesOfCells = (cells: Features): Edges => classesOf(filedIn(cells));

/** Cells with the colour of their count, 0 where there is nothing to count, and the chosen one marked. */
export function withCellClasses(cells: Features, edges: Edges, chosen: number | null): Features {
  const features = cells.features.map((cell) => {
    const filed = Number(cell.properties['filed']);
    const colour = filed > 0 ? colourOf(classOf(filed, edges), edges) : 0;
    return { ...cell, properties: { ...cell.properties, class: colour, chosen: cell.properties['id'] === chosen } };
  });
  return { ...cells, features };
}
