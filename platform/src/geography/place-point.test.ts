import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromWgs84 } from './crs.ts';
import { contains } from './outline.ts';
import type { Outline } from './outline.ts';
import { makePlaceIndex } from './place-index.ts';
import { placePoint } from './place-point.ts';

const box = (west: number, south: number, east: number, north: number): Outline => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

const WEST = 105.38;
const SOUTH = 30.86;
const STEP = 0.001;
const edge = (origin: number, n: number) => origin + n * STEP; // neighbours share the very same number
/** Willow county: 20 × 20 cells of about 100 m, numbered from 1, in a larger county box. */
const cells = Array.from({ length: 400 }, (_, n) => {
  const [column, row] = [n % 20, Math.floor(n / 20)];
  return {
    id: n + 1,
    outline: box(edge(WEST, column), edge(SOUTH, row), edge(WEST, column + 1), edge(SOUTH, row + 1)),
  };
});
const willow = makePlaceIndex({ outlines: [box(105.2, 30.7, 105.6, 31.1)], cells, streets: [], communities: [] });

describe('placing a point', () => {
  test('finds the cell and the county', () => {
    const place = placePoint(willow, WEST + 1.5 * STEP, SOUTH + 0.5 * STEP, 'WGS84');
    expect(place).toMatchObject({ cellId: 2, insideCounty: true, swapped: false, zero: false, impossible: false });
  });

  test('in GCJ-02 finds the same cell as in WGS-84', () => {
    const [x, y] = fromWgs84([WEST + 1.5 * STEP, SOUTH + 0.5 * STEP], 'GCJ02');
    expect(placePoint(willow, x, y, 'GCJ02').cellId).toBe(2);
    expect(placePoint(willow, x, y, 'WGS84').cellId).not.toBe(2);
  });

  test('inside the county but outside every cell has no cell', () => {
    expect(placePoint(willow, 105.25, 30.75, 'WGS84')).toMatchObject({ cellId: null, insideCounty: true });
  });

  test('outside the county keeps its position', () => {
    const place = placePoint(willow, 106, 30.5, 'WGS84');
    expect(place).toMatchObject({ longitude: 106, latitude: 30.5, insideCounty: false, swapped: false });
  });

  test('(0,0), placeholders and impossible numbers have no position', () => {
    expect(placePoint(willow, 0, 0, 'WGS84')).toMatchObject({ longitude: null, zero: true });
    expect(placePoint(willow, 39, -77, 'WGS84', [[39, -77]])).toMatchObject({ latitude: null, placeholder: true });
    expect(placePoint(willow, 500, 30, 'WGS84')).toMatchObject({ longitude: null, impossible: true, swapped: false });
    expect(placePoint(willow, NaN, 30, 'WGS84')).toMatchObject({ longitude: null, impossible: true });
  });

  test('exchanged axes are suspected, never corrected', () => {
    expect(placePoint(willow, 30.8, 105.3, 'WGS84')).toMatchObject({
      longitude: null,
      swapped: true,
      impossible: true,
    });
  });

  test('a county without an outline contradicts nothing', () => {
    const bare = makePlaceIndex({ outlines: [], cells: [], streets: [], communities: [] });
    expect(placePoint(bare, 10, 10, 'WGS84')).toMatchObject({ insideCounty: true, cellId: null, swapped: false });
  });
});

test('every point of the core, edges included, lies in exactly one cell', () => {
  const along = fc.oneof(fc.double({ min: 0, max: 19.999, noNaN: true }), fc.integer({ min: 0, max: 19 }));
  fc.assert(
    fc.property(along, along, (column, row) => {
      const point = [edge(WEST, column), edge(SOUTH, row)] as const;
      const holders = cells.filter((cell) => contains(cell.outline, point));
      const inCore = point[0] >= WEST && point[1] >= SOUTH;
      expect(holders).toHaveLength(inCore ? 1 : 0);
      expect(willow.cellAt(point)).toBe(holders[0]?.id ?? null);
    }),
  );
});

test('a hole is outside and a second part is inside', () => {
  const ring = (outline: Outline) => (outline as Extract<Outline, { type: 'Polygon' }>).coordinates[0]!;
  const shape: Outline = {
    type: 'MultiPolygon',
    coordinates: [[ring(box(0, 0, 10, 10)), ring(box(4, 4, 6, 6))], [ring(box(20, 20, 21, 21))]],
  };
  expect([contains(shape, [1, 1]), contains(shape, [5, 5]), contains(shape, [20.5, 20.5])]).toEqual([
    true,
    false,
    true,
  ]);
});
