import type { Position } from './crs.ts';

/** GeoJSON polygons as stored in `biz.area.outline` and `biz.grid_cell.outline`: WGS-84 degrees, rings closed or not. */
export type Outline =
  | { readonly type: 'Polygon'; readonly coordinates: Rings }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly Rings[] };

type Rings = readonly (readonly (readonly number[])[])[];

/**
 * True when the point lies in the outline (even-odd over all rings, so holes and parts need no special care). Edges are
 * half open: of two polygons sharing an edge exactly one contains a point on it, so cells never claim a point twice.
 */
export function contains(outline: Outline, [x, y]: Position): boolean {
  let inside = false;
  for (const ring of ringsOf(outline)) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i] as [number, number];
      const [xj, yj] = ring[j] as [number, number];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** [west, south, east, north] in degrees. */
export function boundsOf(outline: Outline): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of ringsOf(outline)) {
    for (const [x, y] of ring as readonly [number, number][]) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return box;
}

/** Square degrees, to tell which of two outlines around a point is the smaller. */
export function areaOf(outline: Outline): number {
  const parts = outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates;
  return parts.reduce(
    (sum, [outer = [], ...holes]) => sum + ringArea(outer) - holes.reduce((all, hole) => all + ringArea(hole), 0),
    0,
  );
}

function ringArea(ring: Rings[number]): number {
  const twice = ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] as [number, number];
    return sum + (x as number) * nextY - nextX * (y as number);
  }, 0);
  return Math.abs(twice) / 2;
}

function ringsOf(outline: Outline): Rings {
  return outline.type === 'Polygon' ? outline.coordinates : outline.coordinates.flat();
}
