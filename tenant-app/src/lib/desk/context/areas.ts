import { fetchFeatures } from '#lib/map/features.ts';
import type { Features } from '#lib/map/features.ts';

const NOTHING: Features = { type: 'FeatureCollection', features: [] };

let read: Promise<Features> | null = null;

/** Outlines of the areas the reader may see, asked once; a map without them still shows the place. */
export function readAreas(): Promise<Features> {
  read ??= fetchFeatures('areas').catch(() => NOTHING);
  return read;
}
