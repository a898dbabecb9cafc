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

  it('carry the figure of their region under the name', () => {
    const [feature] = namePoints(areas, [
      { tenantId: 1, name: '安居区', rankGroup: 'county', figure: '82.13' },
    ]).features;
    expect(feature?.properties).toMatchObject({ name: '安居区', label: '安居区\n82.13' });
  });

  it('of a county around a zone stand beside the zone, whose own stands in it', () => {
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
    const around: Features = { type: 'FeatureCollection', features: [square(1, 0, 12), square(2, 5, 7)] };
    const [county, zone] = namePoints(around, [
      { tenantId: 1, name: '船山区', rankGroup: 'county' },
      { tenantId: 2, name: '物流港', rankGroup: 'zone' },
    ]).features.map(({ geometry }) => geometry.coordinates as [number, number]);
    expect(zone).toEqual([6, 6]);
    const beside = Math.max(Math.abs(county![0] - 6), Math.abs(county![1] - 6));
    expect(beside).toBeGreaterThan(2); // well outside of the zone, whose border is 1 from its middle
    expect(Math.max(...county!)).toBeLessThan(12);
  });
});
