import { describe, expect, it } from 'vitest';
import type { Features } from './features.ts';
import { namePoints } from './names.ts';

const corners = (west: number, south: number): number[][][] => [
  [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south],
  ],
];
const areas: Features = {
  type: 'FeatureCollection',
  features: [
    { type: 'Feature', geometry: { type: 'Polygon', coordinates: corners(105, 30) }, properties: { tenantId: 1 } },
    { type: 'Feature', geometry: { type: 'Polygon', coordinates: corners(107, 28) }, properties: { tenantId: 2 } },
  ],
};

describe('the names on the map', () => {
  it('stand once each in the middle of their region, in the language of the page', () => {
    const { features } = namePoints(areas, [
      { tenantId: 1, name: 'Anju District', rankGroup: 'county' },
      { tenantId: 2, name: '物流港', rankGroup: 'zone' },
    ]);
    expect(
      features.map(({ geometry, properties }) => [geometry.coordinates, properties.name, properties.zone]),
    ).toEqual([
      [[105.5, 30.5], 'Anju District', false],
      [[107.5, 28.5], '物流港', true],
    ]);
  });

  it('cannot stand where there is no outline', () => {
    expect(namePoints(areas, [{ tenantId: 3, name: '射洪市', rankGroup: 'county' }]).features).toEqual([]);
  });
});
