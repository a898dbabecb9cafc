import { describe, expect, it } from 'vitest';
import { boundsAround, boundsOf } from './bounds.ts';
import type { Features } from './features.ts';

const square = (tenantId: number, x: number, y: number): Features['features'][number] => ({
  type: 'Feature',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + 1, y],
        [x + 1, y + 1],
        [x, y],
      ],
    ],
  },
  properties: { tenantId },
});
const features: Features = { type: 'FeatureCollection', features: [square(1, 105, 30), square(2, 107, 28)] };

describe('the box of the map', () => {
  it('goes around everything, or around one county', () => {
    expect(boundsOf(features, null)).toEqual([105, 28, 108, 31]);
    expect(boundsOf(features, 2)).toEqual([107, 28, 108, 29]);
  });

  it('cannot be made of nothing', () => {
    expect(boundsOf(features, 3)).toBeNull();
  });
});

it('finds the smallest outline around a point, and none where it lies outside of all', () => {
  const square = (from: number, to: number): Features['features'][number] => ({
    type: 'Feature',
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [from, from],
          [to, from],
          [to, to],
          [from, to],
          [from, from],
        ],
      ],
    },
    properties: { tenantId: 1 },
  });
  const areas: Features = { type: 'FeatureCollection', features: [square(0, 9), square(2, 4), square(5, 6)] };
  expect(boundsAround(areas, 3, 3)).toEqual([2, 2, 4, 4]);
  expect(boundsAround(areas, 8, 1)).toEqual([0, 0, 9, 9]);
  expect(boundsAround(areas, 10, 3)).toBeNull();
});
