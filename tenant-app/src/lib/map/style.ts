import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { MapColours } from './colours.ts';
import type { Features } from './features.ts';

/** Fonts of the visitor's machine: letters are drawn from them, because there is no `glyphs` address. */
export const FONTS = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'sans-serif'];

/** Below this zoom the borders of streets are left out. */
const STREETS_FROM = 11;

/** GeoJSON as MapLibre takes it. */
export const dataOf = (features: Features) =>
  features as unknown as Exclude<GeoJSONSourceSpecification['data'], string>;

/** Regions on blank ground with a point per region where its name stands: what every map of ours begins with. */
export function groundStyle(areas: Features, names: Features, colours: MapColours): StyleSpecification {
  return {
    version: 8,
    sources: {
      areas: { type: 'geojson', data: dataOf(areas) },
      names: { type: 'geojson', data: dataOf(names) },
    },
    layers: [...groundLayers(colours), ...nameLayers(colours)],
  };
}

export const groundLayers = (colours: MapColours): LayerSpecification[] => [
  { id: 'ground', type: 'background', paint: { 'background-color': colours.sunken } },
  { id: 'area', type: 'fill', source: 'areas', paint: { 'fill-color': colours.paper } },
  {
    id: 'street-line',
    type: 'line',
    source: 'areas',
    minzoom: STREETS_FROM,
    paint: { 'line-color': colours.line, 'line-width': 1 },
  },
  {
    id: 'area-line',
    type: 'line',
    source: 'areas',
    filter: ['==', ['get', 'level'], 'county'],
    paint: { 'line-color': colours['ink-faint'], 'line-width': 1.25 },
  },
];

/** Counties before zones: where both have no room the county keeps its name, and the zone gets it when there is room. */
export const nameLayers = (colours: MapColours): LayerSpecification[] => [
  nameLayer('zone-name', true, colours),
  nameLayer('county-name', false, colours),
];

const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;

function nameLayer(id: string, zone: boolean, { ink, paper }: MapColours): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'names',
    filter: ['==', ['get', 'zone'], zone],
    layout: {
      'text-field': ['get', 'label'],
      'text-font': FONTS,
      'text-size': zone ? 12 : 13,
      'text-line-height': 1.25,
      'text-padding': 1,
      'text-variable-anchor': ['center', 'left', 'right', 'top', 'bottom', ...CORNERS],
      'text-radial-offset': 1.4,
      'text-justify': 'auto',
    },
    paint: { 'text-color': ink, 'text-halo-color': paper, 'text-halo-width': 2 },
  };
}
