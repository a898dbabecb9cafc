import type { CountedCell, CountedPlace, MapPoint, OutlinedArea } from '@liangji/platform';

/** A GeoJSON feature; the names of properties are those the map's layers read. */
export interface Feature {
  readonly type: 'Feature';
  readonly geometry: unknown;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
}

export const areaFeature = ({ tenantId, id, level, name, isSchematic, outline }: OutlinedArea): Feature => ({
  type: 'Feature',
  geometry: outline,
  properties: { tenantId, id, level, name, isSchematic },
});

export const cellFeature = ({ tenantId, id, code, areaClass, filed, outline }: CountedCell): Feature => ({
  type: 'Feature',
  geometry: outline,
  properties: { tenantId, id, code, areaClass, filed },
});

export const pointFeature = ({ tenantId, id, stage, ...place }: MapPoint): Feature =>
  at(place, { tenantId, id, stage });

export const countFeature = ({ tenantId, cases, ...place }: CountedPlace): Feature => at(place, { tenantId, cases });

/** Six decimals are a tenth of a metre. */
const at = (
  { longitude, latitude }: { readonly longitude: number; readonly latitude: number },
  properties: Feature['properties'],
): Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [Number(longitude.toFixed(6)), Number(latitude.toFixed(6))] },
  properties,
});
