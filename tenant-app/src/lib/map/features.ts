/** GeoJSON as `/map/v1/…` answers it. */
export interface Features {
  type: 'FeatureCollection';
  features: Feature[];
}

/** Cases one by one, or as counts (`cases`), which add up to `placed`; `unplaced` more have no position. */
export interface CaseFeatures extends Features {
  placed: number;
  unplaced: number;
}

export interface Feature {
  type: 'Feature';
  geometry: { type: string; coordinates: unknown };
  properties: { tenantId: number } & Record<string, string | number | boolean>;
}

export const NO_FEATURES: Features = { type: 'FeatureCollection', features: [] };

/** Asks the gateway for one layer of the map; throws when it does not answer with one. */
export function fetchFeatures(layer: 'points', query: string): Promise<CaseFeatures>;
export function fetchFeatures(layer: 'areas' | 'cells', query?: string): Promise<Features>;
export async function fetchFeatures(layer: string, query = ''): Promise<Features> {
  const response = await fetch(`/map/v1/${layer}${query}`);
  if (!response.ok) throw new Error(`map layer ${layer}: ${response.status}`);
  return (await response.json()) as Features;
}
