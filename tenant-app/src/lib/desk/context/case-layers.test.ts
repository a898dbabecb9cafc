import { expect, it } from 'vitest';
import type { Features } from '#lib/map/features.ts';
import { codeOfOwn, pointsOf, withOwn } from './case-layers.ts';

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
