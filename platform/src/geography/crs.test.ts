import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CRS, fromWgs84, toWgs84 } from './crs.ts';

/** Metres between two positions near Suining; plane approximation. */
function metres([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): number {
  return Math.hypot((x1 - x2) * 111_320 * Math.cos((y1 * Math.PI) / 180), (y1 - y2) * 110_570);
}

test('golden points: GCJ-02 and BD-09 as published with the library', () => {
  const [longitude, latitude] = toWgs84(123, 45, 'GCJ02');
  expect(longitude).toBeCloseTo(122.99395597, 7);
  expect(latitude).toBeCloseTo(44.99804071, 7);
  const back = toWgs84(116.41661560068297, 39.92196580126834, 'BD09');
  expect(metres(back, [116.403988, 39.914266])).toBeLessThan(0.5);
});

test('in Suining GCJ-02 lies 430 to 450 m away from WGS-84', () => {
  const here = [105.571, 30.513] as const;
  expect(metres(fromWgs84(here, 'GCJ02'), here)).toBeGreaterThan(400);
  expect(metres(fromWgs84(here, 'GCJ02'), here)).toBeLessThan(480);
});

test('CGCS2000 and places outside China do not move', () => {
  expect(toWgs84(105.5, 30.5, 'CGCS2000')).toEqual([105.5, 30.5]);
  expect(toWgs84(-76.6, 39.3, 'GCJ02')).toEqual([-76.6, 39.3]);
});

test('there and back again stays within half a metre, whatever the system', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 104.9, max: 106.1, noNaN: true }),
      fc.double({ min: 30, max: 31.2, noNaN: true }),
      fc.constantFrom(...CRS),
      (longitude, latitude, crs) => {
        const there = fromWgs84([longitude, latitude], crs);
        expect(metres(toWgs84(there[0], there[1], crs), [longitude, latitude])).toBeLessThan(0.5);
      },
    ),
  );
});
