import { boundsOf } from './bounds.ts';
import type { Feature, Features } from './features.ts';

/** From this zoom on a zone has room for its own name; before, its name stands beside the map at the end of a line. */
export const CALLOUTS_UNTIL = 10;

/** Shares of the width and height of all regions: how far beside them names stand, and how far below each other. */
const [BESIDE, BELOW] = [0.06, 0.11];

/** Lines from the zones among `names` to places east of everything, where their names stand below each other, north first. */
export function calloutsOf(areas: Features, names: Features): Features {
  const box = boundsOf(areas, null);
  if (box === null) return { ...names, features: [] };
  const [west, south, east, north] = box;
  const zones = names.features
    .filter(({ properties }) => properties['zone'] === true)
    .map(({ properties, geometry }) => ({ properties, from: geometry.coordinates as [number, number] }))
    .toSorted((a, b) => b.from[1] - a.from[1]);
  const middle = zones.reduce((sum, { from }) => sum + from[1], 0) / zones.length;
  const features = zones.flatMap(({ properties, from }, at): Feature[] => {
    const latitude = middle + ((zones.length - 1) / 2 - at) * BELOW * (north - south);
    const to = [east + BESIDE * (east - west), latitude];
    const label = String(properties['label']).replace('\n', ' ');
    return [
      { type: 'Feature', geometry: { type: 'LineString', coordinates: [from, to] }, properties },
      { type: 'Feature', geometry: { type: 'Point', coordinates: to }, properties: { ...properties, label } },
    ];
  });
  return { type: 'FeatureCollection', features };
}
