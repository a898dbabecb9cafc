import { phrase } from '../kernel/message.ts';

export const GEOGRAPHY_MESSAGES = {
  'areas.geojson': phrase(
    '不是由 Polygon 与 MultiPolygon 组成的 GeoJSON FeatureCollection',
    'not a GeoJSON FeatureCollection of Polygon and MultiPolygon',
  ),
  'areas.no-code': phrase('没有要素带有本市区县的编码', 'no feature carries a code of a county of the city'),
};
