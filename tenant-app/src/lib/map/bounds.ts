import type { Features } from './features.ts';

/** West, south, east, north in WGS-84 degrees. */
export type Box = [number, number, number, number];

/** The box around the smallest feature that may hold a point; null where none does. */
export function boundsAround(features: Features, longitude: number, latitude: number): Box | null {
  const sizeOf = ([west, south, east, north]: Box): number => (east - west) * (north - south);
  const boxes = features.features
    .map((feature) => boundsOf({ ...features, features: [feature] }, null))
    .filter((box) => box !== null)
    .filter(
      ([west, south, east, north]) => west <= longitude && longitude <= east && south <= latitude && latitude <= north,
    );
  return boxes.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0] ?? null;
}

/** The box around all features, or around those of one tenant; null when there are none. */
export function boundsOf(features: Features, tenantId: number | null): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    const [x, y] = coordinates as unknown[];
    if (typeof x !== 'number' || typeof y !== 'number') return coordinates.forEach(take);
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  };
  for (const feature of features.features) {
    if (tenantId === null || feature.properties.tenantId === tenantId) take(feature.geometry.coordinates);
  }
  return Number.isFinite(box[0]) ? box : null;
}
