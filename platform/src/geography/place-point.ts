import { toPosition } from './crs.ts';
import type { Crs } from './crs.ts';
import type { PlacedAreas, PlaceIndex } from './place-index.ts';

/** Where a point lies, and why it may not be believed. */
export interface Place extends PlacedAreas {
  /** WGS-84 degrees; null together when the numbers cannot be a position (suspicions zero, placeholder, impossible). */
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly cellId: number | null;
  /** False also without a position. */
  readonly insideCounty: boolean;
  /** (0,0): a form never filled in. */
  readonly zero: boolean;
  /** One of the mapping's known stand-ins for "no position", e.g. 39,-77. */
  readonly placeholder: boolean;
  /** With the axes exchanged the point lies in the county, as sent it does not. Never corrected by us. */
  readonly swapped: boolean;
  /** No position of the system: beyond ±180 / ±90, far outside its zone, or not a number. May be swapped too. */
  readonly impossible: boolean;
}

const NOWHERE = {
  longitude: null,
  latitude: null,
  cellId: null,
  streetId: null,
  communityId: null,
  insideCounty: false,
} as const;
const TRUSTED = { zero: false, placeholder: false, swapped: false, impossible: false } as const;

/**
 * Places a point of a source system: `x` longitude, `y` latitude in degrees of `crs`, or easting and northing in metres. `placeholders` are pairs in the same
 * system and order.
 */
export function placePoint(
  index: PlaceIndex,
  x: number,
  y: number,
  crs: Crs,
  placeholders: readonly (readonly [number, number])[] = [],
): Place {
  if (x === 0 && y === 0) return { ...NOWHERE, ...TRUSTED, zero: true };
  if (placeholders.some(([px, py]) => px === x && py === y)) return { ...NOWHERE, ...TRUSTED, placeholder: true };
  const point = toPosition(x, y, crs);
  const isSwapped = (): boolean => {
    const other = toPosition(y, x, crs);
    return other !== null && index.inCounty(other);
  };
  if (point === null) return { ...NOWHERE, ...TRUSTED, impossible: true, swapped: isSwapped() };
  const insideCounty = index.inCounty(point);
  const cellId = index.cellAt(point);
  return {
    ...TRUSTED,
    longitude: point[0],
    latitude: point[1],
    cellId,
    ...index.areasAt(point, cellId),
    insideCounty,
    swapped: !insideCounty && isSwapped(),
  };
}
