/** GeoJSON as `/map/v1/…` answers it. */
export interface Features {
  type: 'FeatureCollection';
  /** More points than one answer may hold. */
  truncated?: boolean;
  features: Feature[];
}

export interface Feature {
  type: 'Feature';
  geometry: { type: string; coordinates: unknown };
  properties: { tenantId: number } & Record<string, string | number | boolean>;
}

/** Asks the gateway for one layer of the map; throws when it does not answer with one. */
export async function fetchFeatures(layer: 'areas' | 'cells' | 'points', query = ''): Promise<Features> {
  const response = await fetch(`/map/v1/${layer}${query}`);
  if (!response.ok) throw new Error(`map layer ${layer}: ${response.status}`);
  return (await response.json()) as Features;
}
