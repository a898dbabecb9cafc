import { boundsOf } from './bounds.ts';
import type { Box } from './bounds.ts';
import type { Features } from './features.ts';

type Point = [number, number];
type Ring = Point[];

/** Places looked at along each side of a region. */
const STEPS = 20;

/**
 * The middle of a region's box where that is its own ground and nothing else lies in it, else the place that lies farthest from
 * every border.
 */
export function roomiest(box: Box, areas: Features, tenantId: number): Point {
  const [west, south, east, north] = box;
  const own = ringsOf(areas, (id) => id === tenantId);
  const inner = ringsOf(areas, (id) => id !== tenantId && liesIn(boundsOf(areas, id), box));
  const isOwn = (at: Point): boolean => contains(own, at) && !contains(inner, at);
  const middle: Point = [(west + east) / 2, (south + north) / 2];
  if (inner.length === 0 && isOwn(middle)) return middle;
  const borders = [...own, ...inner];
  const shares = Array.from({ length: STEPS - 1 }, (_, i) => (i + 1) / STEPS);
  const places = shares.flatMap((x) =>
    shares.map((y): Point => [west + x * (east - west), south + y * (north - south)]),
  );
  const rooms = places.filter(isOwn).map((at) => ({ at, room: distanceTo(borders, at) }));
  return rooms.toSorted((a, b) => b.room - a.room)[0]?.at ?? middle;
}

function ringsOf({ features }: Features, wanted: (tenantId: number) => boolean): Ring[] {
  return features
    .filter(({ properties }) => wanted(properties.tenantId))
    .flatMap(({ geometry: { type, coordinates } }) =>
      type === 'MultiPolygon' ? (coordinates as Ring[][]).flat() : (coordinates as Ring[]),
    );
}

const liesIn = (inner: Box | null, [west, south, east, north]: Box): boolean =>
  inner !== null && inner[0] >= west && inner[1] >= south && inner[2] <= east && inner[3] <= north;

/** Even and odd over all rings: holes need no special care. */
function contains(rings: readonly Ring[], [x, y]: Point): boolean {
  let inside = false;
  for (const [[ax, ay], [bx, by]] of rings.flatMap(edgesOf)) {
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

const edgesOf = (ring: Ring): [Point, Point][] => ring.map((point, i) => [point, ring[(i + 1) % ring.length] ?? point]);

/** Degrees to the nearest edge. */
function distanceTo(rings: readonly Ring[], [x, y]: Point): number {
  const distances = rings.flatMap(edgesOf).map(([[ax, ay], [bx, by]]) => {
    const [dx, dy] = [bx - ax, by - ay];
    const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - ax - along * dx, y - ay - along * dy);
  });
  return Math.min(...distances, Infinity);
}
