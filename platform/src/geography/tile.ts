/**
 * Map tiles as one int, leakproof under row-level security: the Web Mercator tile of zoom 14 (about 2.1 km wide at 30° N)
 * with the bits of column and row interleaved (Morton order, the quadkey read as a number; 28 bits). The parent tile at
 * zoom 13 is `tile >> 2`, and neighbours on the ground are mostly neighbours in the index.
 */
export const TILE_ZOOM = 14;

const TILES = 2 ** TILE_ZOOM;
/** Beyond this latitude Web Mercator has no tiles; the last row stands for the rest. */
const MAX_LATITUDE = 85.05112877980659;

/** Tile of a WGS-84 position in degrees. */
export function tileOf(longitude: number, latitude: number): number {
  return interleave(columnOf(longitude), rowOf(latitude));
}

/**
 * All tiles touching a box [west, south, east, north] in degrees, ascending; undefined when there are more than `limit`
 * (the asker then goes without the tile condition).
 */
export function tilesOfBox(
  [west, south, east, north]: readonly [number, number, number, number],
  limit: number,
): number[] | undefined {
  const [left, right, top, bottom] = [columnOf(west), columnOf(east), rowOf(north), rowOf(south)];
  if ((right - left + 1) * (bottom - top + 1) > limit) return undefined;
  const tiles: number[] = [];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) tiles.push(interleave(column, row));
  }
  return tiles.toSorted((a, b) => a - b);
}

function columnOf(longitude: number): number {
  return clamp(Math.floor(((longitude + 180) / 360) * TILES));
}

function rowOf(latitude: number): number {
  const phi = (Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude)) * Math.PI) / 180;
  return clamp(Math.floor(((1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2) * TILES));
}

function clamp(value: number): number {
  return Math.max(0, Math.min(TILES - 1, value));
}

function interleave(column: number, row: number): number {
  let tile = 0;
  for (let bit = 0; bit < TILE_ZOOM; bit++) {
    tile |= (((column >> bit) & 1) << (2 * bit)) | (((row >> bit) & 1) << (2 * bit + 1));
  }
  return tile;
}
