import { expect, it } from 'vitest';
import type { Features } from '#lib/map/features.ts';
import type { MapColours } from '#lib/map/colours.ts';
import { caseStyle, codeOfOwn, pointsOf, withOwn } from './case-layers.ts';

const cell = (tenantId: number, id: number, code: string): Features['features'][number] => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: [] },
  properties: { tenantId, id, code },
});
const cells: Features = { type: 'FeatureCollection', features: [cell(2, 7, 'a'), cell(3, 7, 'b'), cell(3, 8, 'c')] };

it('marks the cell of the case and not that of the same number of another county', () => {
  const own = { tenantId: 3, id: 7 };
  expect(withOwn(cells, own).features.map(({ properties }) => properties['own'])).toEqual([false, true, false]);
  expect(codeOfOwn(cells, own)).toBe('b');
});

it('marks none where the case has no cell, or lies outside of those that were fetched', () => {
  expect(withOwn(cells, null).features.some(({ properties }) => properties['own'])).toBe(false);
  expect(codeOfOwn(cells, { tenantId: 9, id: 7 })).toBeNull();
});

it('draws a duplicate where it lies', () => {
  const [point] = pointsOf(2, [{ caseId: 'c', longitude: 105.5, latitude: 30.5 }]).features;
  expect(point).toMatchObject({ geometry: { coordinates: [105.5, 30.5] }, properties: { tenantId: 2, id: 'c' } });
});

it('names what lies inside a county as a zone, whose name waits until there is room for it', () => {
  const area = (tenantId: number, from: number, to: number): Features['features'][number] => ({
    type: 'Feature',
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [from, from],
          [to, to],
        ],
      ],
    },
    properties: { tenantId, level: 'county', name: String(tenantId) },
  });
  const areas: Features = { type: 'FeatureCollection', features: [area(2, 0, 10), area(3, 4, 5), area(7, 10, 20)] };
  const { names } = caseStyle(areas, {} as MapColours).sources;
  expect(names).toMatchObject({
    data: {
      features: [{ properties: { zone: false } }, { properties: { zone: true } }, { properties: { zone: false } }],
    },
  });
});
