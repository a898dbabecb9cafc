import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tileOf, tilesOfBox } from './tile.ts';

test('golden tile: the square of Suining as the quadkey says', () => {
  // zoom 14: column 12996, row 6732 (the usual slippy-map formula)
  const quadkey = (column: number, row: number) =>
    Array.from({ length: 14 }, (_, i) => ((column >> (13 - i)) & 1) + 2 * ((row >> (13 - i)) & 1)).join('');
  expect(tileOf(105.571, 30.513)).toBe(Number.parseInt(quadkey(12996, 6732), 4));
});

test('every position has a tile that fits an int4, poles and date line included', () => {
  const degrees = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
  fc.assert(
    fc.property(degrees(180), degrees(90), (longitude, latitude) => {
      const tile = tileOf(longitude, latitude);
      expect(Number.isInteger(tile) && tile >= 0 && tile < 2 ** 28).toBe(true);
    }),
  );
});

test('the tiles of a box hold every point of the box', () => {
  const near = fc.tuple(
    fc.double({ min: 105, max: 105.2, noNaN: true }),
    fc.double({ min: 30, max: 30.2, noNaN: true }),
  );
  fc.assert(
    fc.property(near, (point) => {
      expect(tilesOfBox([105, 30, 105.2, 30.2], 400)).toContain(tileOf(...point));
    }),
  );
});

test('a box of too many tiles is answered by none', () => {
  expect(tilesOfBox([100, 25, 110, 35], 1000)).toBeUndefined();
});
