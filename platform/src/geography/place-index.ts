import Flatbush from 'flatbush';
import type { Position } from './crs.ts';
import { boundsOf, contains } from './outline.ts';
import type { Outline } from './outline.ts';

/** Everything needed to say where in a county a point lies; built once per tenant and configuration version. */
export interface PlaceIndex {
  /** Id of the unit grid cell holding the point, null outside every cell. */
  cellAt(point: Position): number | null;
  /** Inside the county's outline. True when no outline is on file: there is nothing to contradict. */
  inCounty(point: Position): boolean;
}

export interface PlaceIndexInput {
  /** County outlines; several when a tenant consists of parts. */
  readonly outlines: readonly Outline[];
  readonly cells: readonly { readonly id: number; readonly outline: Outline }[];
}

/** Packs cells into an R-tree of their bounds (about 40 bytes a cell), then tests the few candidates exactly. */
export function makePlaceIndex({ outlines, cells }: PlaceIndexInput): PlaceIndex {
  const tree = cells.length > 0 ? new Flatbush(cells.length) : null; // Flatbush refuses to hold nothing
  for (const cell of cells) tree?.add(...boundsOf(cell.outline));
  tree?.finish();
  return {
    cellAt(point) {
      const [x, y] = point;
      const hits = tree?.search(x, y, x, y, (index) => contains(cells[index]!.outline, point)) ?? [];
      return hits.length > 0 ? cells[Math.min(...hits)]!.id : null;
    },
    inCounty: (point) => outlines.length === 0 || outlines.some((outline) => contains(outline, point)),
  };
}
