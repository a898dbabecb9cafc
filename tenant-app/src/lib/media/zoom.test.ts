import { expect, test } from 'vitest';
import { pointAfter, pointUnder } from './zoom.ts';

const box = { left: 100, top: 50, width: 400, height: 200 } as DOMRect;

test('the point under the pointer is a share of the picture, and never outside of it', () => {
  expect(pointUnder({ clientX: 200, clientY: 200 }, box)).toEqual({ x: 25, y: 75 });
  expect(pointUnder({ clientX: 0, clientY: 900 }, box)).toEqual({ x: 0, y: 100 });
});

test('arrow keys move by a tenth up to the edge, other keys do nothing', () => {
  expect(pointAfter('ArrowRight', { x: 50, y: 50 })).toEqual({ x: 60, y: 50 });
  expect(pointAfter('ArrowUp', { x: 50, y: 4 })).toEqual({ x: 50, y: 0 });
  expect(pointAfter('a', { x: 50, y: 50 })).toBeNull();
});
