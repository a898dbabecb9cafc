import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { boundsOf } from '#lib/map/bounds.ts';
import type { Box } from '#lib/map/bounds.ts';
import type { MapColours } from '#lib/map/colours.ts';
import type { Feature, Features } from '#lib/map/features.ts';
import { namePoints } from '#lib/map/names.ts';
import { groundStyle } from '#lib/map/style.ts';

const SEEN_FROM = 11;

const EMPTY: GeoJSONSourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };

/** The map of one case: areas, the cells around it, its own marked, and likely duplicates. */
export function caseStyle(areas: Features, colours: MapColours): StyleSpecification {
  const style = groundStyle(areas, namePoints(areas, countiesIn(areas)), colours);
  return {
    ...style,
    sources: { ...style.sources, around: EMPTY, duplicates: EMPTY },
    layers: [...style.layers, ...caseLayers(colours)],
  };
}

/** A zone lies inside a county: far away its name would stand on somebody else's ground. */
const countiesIn = (areas: Features) => {
  const found = areas.features
    .filter(({ properties }) => properties['level'] === 'county')
    .map(({ properties: { tenantId, name } }) => ({ tenantId, name: String(name), box: boundsOf(areas, tenantId) }));
  return found.map(({ tenantId, name, box }) => {
    const isZone = found.some((other) => other.tenantId !== tenantId && lies(box, other.box));
    return { tenantId, name, rankGroup: isZone ? ('zone' as const) : ('county' as const) };
  });
};

const lies = (inner: Box | null, outer: Box | null): boolean =>
  inner !== null &&
  outer !== null &&
  inner[0] > outer[0] &&
  inner[1] > outer[1] &&
  inner[2] < outer[2] &&
  inner[3] < outer[3];

const caseLayers = ({ brand, warn, paper, 'line-strong': line }: MapColours): readonly LayerSpecification[] => [
  {
    id: 'around-line',
    type: 'line',
    source: 'around',
    minzoom: SEEN_FROM,
    paint: { 'line-color': line, 'line-width': 0.75 },
  },
  {
    id: 'own-fill',
    type: 'fill',
    source: 'around',
    filter: ['==', ['get', 'own'], true],
    paint: { 'fill-color': brand, 'fill-opacity': 0.18 },
  },
  {
    id: 'own-line',
    type: 'line',
    source: 'around',
    filter: ['==', ['get', 'own'], true],
    paint: { 'line-color': brand, 'line-width': 2 },
  },
  {
    id: 'duplicates',
    type: 'circle',
    source: 'duplicates',
    paint: { 'circle-color': warn, 'circle-radius': 6, 'circle-stroke-color': paper, 'circle-stroke-width': 1.5 },
  },
];

export interface OwnCell {
  readonly tenantId: number;
  readonly id: number;
}

/** Cells around a case, its own marked. Ids of cells are counted tenant by tenant. */
export const withOwn = (cells: Features, own: OwnCell | null): Features => ({
  ...cells,
  features: cells.features.map((feature) => ({
    ...feature,
    properties: { ...feature.properties, own: own !== null && isCell(feature, own) },
  })),
});

const isCell = ({ properties }: Feature, { tenantId, id }: OwnCell): boolean =>
  properties.tenantId === tenantId && properties['id'] === id;

/** The code of the case's own cell; null where it is not among them. */
export function codeOfOwn(cells: Features, own: OwnCell | null): string | null {
  const found = own === null ? undefined : cells.features.find((feature) => isCell(feature, own));
  return found === undefined ? null : String(found.properties['code']);
}

export interface Point {
  readonly caseId: string;
  readonly longitude: number;
  readonly latitude: number;
}

export const pointsOf = (tenantId: number, points: readonly Point[]): Features => ({
  type: 'FeatureCollection',
  features: points.map(({ caseId, longitude, latitude }) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [longitude, latitude] },
    properties: { tenantId, id: caseId },
  })),
});
