import { expect, it } from 'vitest';
import { calloutsOf } from './callouts.ts';
import type { Features } from './features.ts';
import { namePoints } from './names.ts';

const square = (tenantId: number, from: number, to: number): Features['features'][number] => ({
  type: 'Feature',
  properties: { tenantId },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [from, from],
        [to, from],
        [to, to],
        [from, to],
      ],
    ],
  },
});

it('name every zone beside the regions, one below the other, and no county', () => {
  const areas: Features = { type: 'FeatureCollection', features: [square(1, 0, 10), square(2, 3, 4), square(3, 5, 6)] };
  const names = namePoints(areas, [
    { tenantId: 1, name: '船山区', rankGroup: 'county', figure: '84.50' },
    { tenantId: 2, name: '物流港', rankGroup: 'zone', figure: '88.86' },
    { tenantId: 3, name: '开发区', rankGroup: 'zone', figure: '92.38' },
  ]);
  const { features } = calloutsOf(areas, names);
  const points = features.filter(({ geometry }) => geometry.type === 'Point');
  expect(points.map(({ properties }) => properties['label'])).toEqual(['开发区 92.38', '物流港 88.86']);
  const places = points.map(({ geometry }) => geometry.coordinates as [number, number]);
  expect(places.every(([east]) => east > 10)).toBe(true);
  expect(places[0]![1] - places[1]![1]).toBeCloseTo(1.1); // more than a line of text, at the size of a whole city
  const [line] = features.filter(({ geometry }) => geometry.type === 'LineString');
  expect(line?.geometry.coordinates).toEqual([[5.5, 5.5], places[0]]);
});
