import { describe, expect, it } from 'vitest';
import { place } from './place.ts';
import { check } from '../../../test/intake/draft.ts';

const placed = (x: unknown, y: unknown, more: object = {}) =>
  check(place, { x, y }, { place: { x: 'x', y: 'y', crs: 'WGS84', ...more } });

describe('the place of a case', () => {
  it('is kept as sent and lies in its grid cell', () => {
    const { codes, draft } = placed('105.55', 30.55);
    expect(codes).toEqual([]);
    expect(draft.picture).toMatchObject({
      ...{ longitude: 105.55, latitude: 30.55, cellId: 7 },
      ...{ originalX: '105.55', originalY: '30.55', originalCrs: 'WGS84' },
    });
  });
  it('is converted from the system it is sent in', () => {
    const { draft } = placed('105.55', '30.55', { crs: 'GCJ02' });
    expect(draft.picture.longitude).not.toBe(105.55);
    expect(draft.picture.longitude).toBeCloseTo(105.55, 2);
    expect(draft.picture.originalX).toBe('105.55');
  });
  it.each([
    ['', '', 'GEO-MISSING'],
    ['0', '0.0', 'GEO-ZERO'],
    ['-77', '39.0', 'GEO-PLACEHOLDER'],
    ['30.55', '105.55', 'GEO-SWAPPED'],
    ['105.55', '', 'GEO-INVALID'],
    ['105°33′', '30°33′', 'GEO-INVALID'],
    ['190', '30', 'GEO-INVALID'],
  ])('%s, %s is placed nowhere: %s', (x, y, code) => {
    const { codes, draft } = placed(x, y, { placeholders: [{ x: -77, y: 39 }] });
    expect(codes).toEqual([code]);
    expect(draft.errors).toBe(0);
    expect(draft.picture).toMatchObject({ longitude: null, latitude: null, cellId: null, streetId: null });
  });
  it('outside the county or every cell it is placed all the same, with a warning', () => {
    expect(placed('107', '30.5')).toMatchObject({ codes: ['GEO-OUTSIDE'], draft: { picture: { longitude: 107 } } });
    expect(placed('105.9', '30.5').codes).toEqual(['GEO-NO-CELL']);
  });
  it.each([
    ['105.51', { cellId: 7, streetId: 11, communityId: 12 }],
    ['105.58', { cellId: 7, streetId: 11, communityId: 12 }],
    ['105.70', { cellId: null, streetId: 11, communityId: 13 }],
    ['105.78', { cellId: null, streetId: 11, communityId: null }],
    ['105.90', { cellId: null, streetId: null, communityId: null }],
  ])('at %s° E is in the street and community of its cell, without a cell in those around it', (x, areas) => {
    expect(placed(x, '30.5').draft.picture).toMatchObject(areas);
  });
  it.each([
    ['EPSG:4523', '35555046.892', '3379329.054'],
    ['EPSG:4544', '555046.892', '3379329.054'],
    ['EPSG:4495', '17763', '3379329.054', 'GEO-INVALID'],
    ['EPSG:4523', '35,555,046.892', '3,379,329.054'],
    ['EPSG:4523', '3379329.054', '35555046.892', 'GEO-SWAPPED'],
    ['EPSG:4522', '35555046.892', '3379329.054', 'GEO-INVALID'],
    ['EPSG:4523', '105.5736', '30.5329', 'GEO-INVALID'],
  ])('is read from metres of %s: %s, %s', (crs, x, y, code?: string) => {
    const { draft, codes } = placed(x, y, { crs });
    expect(codes).toEqual(code === undefined ? [] : [code]);
    expect(draft.picture).toMatchObject({ originalX: x, originalY: y, originalCrs: crs });
    if (code !== undefined) return expect(draft.picture.longitude).toBeNull();
    expect(draft.picture.longitude).toBeCloseTo(105.5736, 7);
    expect(draft.picture.latitude).toBeCloseTo(30.5329, 7);
  });
  it('is left as it was where the row has no such columns', () => {
    const { draft, codes } = check(place, {}, { place: { x: 'x', y: 'y', crs: 'WGS84' } });
    for (const field of ['longitude', 'cellId', 'streetId', 'communityId'] as const)
      expect(draft.absent).toContain(field);
    expect(codes).toEqual([]);
  });
});
