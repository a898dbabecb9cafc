import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { boundsOf } from './bounds.ts';
import { CALLOUTS_UNTIL } from './callouts.ts';
import type { MapColours } from './colours.ts';
import { NO_FEATURES } from './features.ts';
import type { Features } from './features.ts';
import { dataOf, FONTS, groundLayers, nameLayers } from './style.ts';

/** The hatching of a region without a figure; drawn by `hatching`. */
export const HATCHING = 'no-figure';

/**
 * The map of a city or county: regions by the class of their figure (`class` 1 to 5, 0 = no figure, none = not coloured), grid
 * cells by the class of their count, cases or counts of cases. Everything but the regions comes later.
 */
export function regionStyle(areas: Features, colours: MapColours): StyleSpecification {
  const empty = { type: 'geojson', data: dataOf(NO_FEATURES) } as const;
  return {
    version: 8,
    sources: {
      areas: { type: 'geojson', data: dataOf(areas) },
      names: empty,
      callouts: empty,
      cells: empty,
      points: {
        ...empty,
        cluster: true,
        clusterRadius: 44,
        clusterMaxZoom: 15,
        clusterProperties: { sum: ['+', ['coalesce', ['get', 'cases'], 1]] },
      },
    },
    layers: regionLayers(colours),
  };
}

/** Regions with the class of their figure, a zone above the county around it. Streets have none: they only show their border. */
export function withClasses(areas: Features, classes: ReadonlyMap<number, number>): Features {
  const sizeOf = (tenantId: number): number => {
    const [west, south, east, north] = boundsOf(areas, tenantId) ?? [0, 0, 0, 0];
    return (east - west) * (north - south);
  };
  const features = areas.features.map((feature) => {
    const { tenantId, level } = feature.properties;
    const index = level === 'county' ? classes.get(tenantId) : undefined;
    const order = -sizeOf(tenantId);
    return {
      ...feature,
      properties: { ...feature.properties, order, ...(index === undefined ? {} : { class: index }) },
    };
  });
  return { ...areas, features };
}

/** How many cases a circle stands for: a cluster of what was sent, or a count that was. */
const CASES: ExpressionSpecification = ['coalesce', ['get', 'sum'], ['get', 'cases'], 1];

export function regionLayers(colours: MapColours): LayerSpecification[] {
  const [ground, ...lines] = groundLayers(colours);
  const byClass: ExpressionSpecification = [
    'match',
    ['get', 'class'],
    ...([1, 2, 3, 4, 5] as const).flatMap((index) => [index, colours[`class-${index}`]]),
    colours.paper,
  ] as unknown as ExpressionSpecification;
  return [
    ground as LayerSpecification,
    {
      id: 'area',
      type: 'fill',
      source: 'areas',
      filter: ['==', ['get', 'level'], 'county'],
      layout: { 'fill-sort-key': ['get', 'order'] },
      paint: { 'fill-color': byClass },
    },
    {
      id: 'area-without',
      type: 'fill',
      source: 'areas',
      filter: ['==', ['get', 'class'], 0],
      paint: { 'fill-pattern': HATCHING },
    },
    ...lines.filter(({ id }) => id !== 'area'),
    { id: 'cell', type: 'fill', source: 'cells', paint: { 'fill-color': byClass } },
    {
      id: 'cell-line',
      type: 'line',
      source: 'cells',
      minzoom: 11,
      paint: { 'line-color': colours['line-strong'], 'line-width': 0.5 },
    },
    {
      id: 'cell-chosen',
      type: 'line',
      source: 'cells',
      filter: ['==', ['get', 'chosen'], true],
      paint: { 'line-color': colours.ink, 'line-width': 3 },
    },
    ...calloutLayers(colours),
    ...nameLayers(colours).map((layer) => (layer.id === 'zone-name' ? { ...layer, minzoom: CALLOUTS_UNTIL } : layer)),
    ...caseLayers(colours),
  ];
}

const calloutLayers = (colours: MapColours): LayerSpecification[] => [
  {
    id: 'callout-line',
    type: 'line',
    source: 'callouts',
    maxzoom: CALLOUTS_UNTIL,
    filter: ['==', ['geometry-type'], 'LineString'],
    paint: { 'line-color': colours['ink-faint'], 'line-width': 1 },
  },
  {
    id: 'callout-name',
    type: 'symbol',
    source: 'callouts',
    maxzoom: CALLOUTS_UNTIL,
    filter: ['==', ['geometry-type'], 'Point'],
    layout: {
      'text-field': ['get', 'label'],
      'text-font': FONTS,
      'text-size': 12,
      'text-anchor': 'left',
      'text-offset': [0.3, 0],
      'text-allow-overlap': true,
      'text-max-width': 20,
    },
    paint: { 'text-color': colours.ink, 'text-halo-color': colours.sunken, 'text-halo-width': 2 },
  },
];

function caseLayers(colours: MapColours): LayerSpecification[] {
  const byStage = (closed: string): ExpressionSpecification => [
    'match',
    ['get', 'stage'],
    'closed',
    closed,
    'suspended',
    colours.warn,
    ['refused', 'void'],
    colours['line-strong'],
    colours.bad,
  ];
  return [
    {
      id: 'count',
      type: 'circle',
      source: 'points',
      filter: ['>', CASES, 1],
      paint: {
        'circle-color': colours.brand,
        'circle-opacity': 0.9,
        'circle-radius': ['interpolate', ['linear'], CASES, 2, 9, 50, 13, 500, 18, 3000, 22, 100_000, 30],
        'circle-stroke-color': colours.paper,
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'count-figure',
      type: 'symbol',
      source: 'points',
      filter: ['>', CASES, 1],
      layout: {
        'text-field': ['number-format', CASES, { locale: 'zh-CN' }],
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
      filter: ['==', CASES, 1],
      paint: {
        // A closed case is a ring: known without its colour too.
        'circle-color': byStage(colours.paper),
        'circle-radius': 5,
        'circle-stroke-color': ['match', ['get', 'stage'], 'closed', colours.good, colours.paper],
        'circle-stroke-width': ['match', ['get', 'stage'], 'closed', 2.5, 1.5],
      },
    },
  ];
}

/** A square of slanting lines that fit together, as pixels. */
export function hatching(colours: MapColours): ImageData {
  const SIDE = 16;
  const canvas = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE });
  const pen = canvas.getContext('2d');
  if (pen === null) return new ImageData(SIDE, SIDE);
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, SIDE, SIDE);
  pen.strokeStyle = colours['line-strong'];
  pen.lineWidth = 1.5;
  for (const shift of [-SIDE, -SIDE / 2, 0, SIDE / 2, SIDE]) {
    pen.moveTo(shift, SIDE);
    pen.lineTo(shift + SIDE, 0);
  }
  pen.stroke();
  return pen.getImageData(0, 0, SIDE, SIDE);
}
