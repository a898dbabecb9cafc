import type { LayerSpecification } from 'maplibre-gl';
import type { Feature, Features } from '#lib/map/features.ts';

/* Colours of the tokens, written out: the style is read by WebGL, not by CSS. */
const [CASE, NEAR, CELL] = ['#bf2a20', '#b8640a', '#17566b'];
const SEEN_FROM = 11;

/** What the map of one case draws over the areas: cells around it, its own marked, and likely duplicates. */
export const CASE_LAYERS: readonly LayerSpecification[] = [
  {
    id: 'around-line',
    type: 'line',
    source: 'around',
    minzoom: SEEN_FROM,
    paint: { 'line-color': '#9aa8b0', 'line-width': 0.75 },
  },
  {
    id: 'own-fill',
    type: 'fill',
    source: 'around',
    filter: ['==', ['get', 'own'], true],
    paint: { 'fill-color': CELL, 'fill-opacity': 0.18 },
  },
  {
    id: 'own-line',
    type: 'line',
    source: 'around',
    filter: ['==', ['get', 'own'], true],
    paint: { 'line-color': CELL, 'line-width': 2 },
  },
  {
    id: 'duplicates',
    type: 'circle',
    source: 'duplicates',
    paint: { 'circle-color': NEAR, 'circle-radius': 6, 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1.5 },
  },
];
export const MARKER = CASE;

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
