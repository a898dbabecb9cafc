import { day } from '#lib/format/time.ts';
import { fetchFeatures, NO_FEATURES } from '#lib/map/features.ts';
import type { Features } from '#lib/map/features.ts';

let read: Promise<Features> | null = null;

/** Outlines of the areas the reader may see, asked once; a map without them still shows the place. */
export function readAreas(): Promise<Features> {
  read ??= fetchFeatures('areas').catch(() => NO_FEATURES);
  return read;
}

/** About a kilometre to each side. */
const NEAR_DEGREES = 0.01;
const DAY_MS = 86_400_000;

/** Grid cells around a point. Departments see none: what they have of a case is its point. */
export function readCellsAround(longitude: number, latitude: number, now: number): Promise<Features> {
  const box = [
    longitude - NEAR_DEGREES,
    latitude - NEAR_DEGREES,
    longitude + NEAR_DEGREES,
    latitude + NEAR_DEGREES,
  ].map((degrees) => degrees.toFixed(4));
  const [from, to] = [day(new Date(now)), day(new Date(now + DAY_MS))];
  return fetchFeatures('cells', `?from=${from}&to=${to}&bbox=${box.join()}`).catch(() => NO_FEATURES);
}
