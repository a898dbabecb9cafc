import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { MapColours } from './colours.ts';
import type { Features } from './features.ts';

export interface MapLayers {
  areas: Features;
  cells: Features;
  points: Features;
  /** One point per area: where its name stands. */
  names: Features;
}

const FONTS = ['PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'sans-serif'];

/**
 * A map of our own features on blank ground. Letters are drawn from the fonts of the visitor's machine, because there is
 * no `glyphs` address.
 */
export function blankStyle({ areas, cells, points, names }: MapLayers, colours: MapColours): StyleSpecification {
  const data = (features: Features): GeoJSONSourceSpecification['data'] =>
    features as unknown as GeoJSONSourceSpecification['data'];
  return {
    version: 8,
    sources: {
      areas: { type: 'geojson', data: data(areas) },
      names: { type: 'geojson', data: data(names) },
      cells: { type: 'geojson', data: data(cells) },
      points: { type: 'geojson', data: data(points), cluster: true, clusterRadius: 44, clusterMaxZoom: 15 },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': colours.sunken } },
      { id: 'area', type: 'fill', source: 'areas', paint: { 'fill-color': colours.paper } },
      {
        id: 'cell',
        type: 'fill',
        source: 'cells',
        paint: {
          'fill-color': [
            'interpolate',
            ['linear'],
            ['get', 'filed'],
            0,
            '#f7f9fa',
            1,
            '#cfe3ea',
            5,
            '#6ba6b8',
            10,
            colours.brand,
          ],
        },
      },
      {
        id: 'cell-line',
        type: 'line',
        source: 'cells',
        minzoom: 12,
        paint: { 'line-color': '#c3ccd2', 'line-width': 0.5 },
      },
      {
        id: 'area-line',
        type: 'line',
        source: 'areas',
        paint: { 'line-color': colours['ink-faint'], 'line-width': 1.25 },
      },
      nameLayer('county-name', false, colours),
      nameLayer('zone-name', true, colours),
      {
        id: 'clusters',
        type: 'circle',
        source: 'points',
        filter: ['has', 'point_count'],
        paint: {
          'circle-color': colours.brand,
          'circle-opacity': 0.9,
          'circle-radius': ['interpolate', ['linear'], ['get', 'point_count'], 2, 9, 50, 13, 500, 18, 3000, 22],
          'circle-stroke-color': colours.paper,
          'circle-stroke-width': 1.5,
        },
      },
      {
        id: 'cluster-count',
        type: 'symbol',
        source: 'points',
        filter: ['has', 'point_count'],
        layout: {
          'text-field': ['number-format', ['get', 'point_count'], { locale: 'zh-CN' }],
          'text-font': FONTS,
          'text-size': 12,
          'text-allow-overlap': true,
          'text-padding': 12, // names keep away from the circle, not only from its number
        },
        paint: { 'text-color': colours['on-solid'] },
      },
      {
        id: 'case',
        type: 'circle',
        source: 'points',
        filter: ['!', ['has', 'point_count']],
        paint: {
          'circle-color': [
            'match',
            ['get', 'stage'],
            'closed',
            '#16774a',
            'suspended',
            '#b08900',
            ['refused', 'void'],
            '#8795a0',
            '#bf2a20',
          ],
          'circle-radius': 5,
          'circle-stroke-color': colours.paper,
          'circle-stroke-width': 1.5,
        },
      },
    ],
  };
}

/** Below this zoom the zones lie so close together that their names would cover each other. */
const ZONE_NAMES_FROM = 10;

function nameLayer(id: string, zone: boolean, { ink, paper }: MapColours): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'names',
    filter: ['==', ['get', 'zone'], zone],
    minzoom: zone ? ZONE_NAMES_FROM : 0,
    maxzoom: 13,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONTS,
      'text-size': zone ? 12 : 13,
      'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
      'text-radial-offset': 1.9,
      'text-justify': 'auto',
    },
    paint: { 'text-color': ink, 'text-halo-color': paper, 'text-halo-width': 1.5 },
  };
}
