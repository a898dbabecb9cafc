import type { CountedCell, MapPoint, OutlinedArea } from '@liangji/platform';

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

/** Six decimals are a tenth of a metre. */
export const pointFeature = ({ tenantId, id, stage, longitude, latitude }: MapPoint): Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [Number(longitude.toFixed(6)), Number(latitude.toFixed(6))] },
  properties: { tenantId, id, stage },
});
