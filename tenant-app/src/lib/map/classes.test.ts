import { describe, expect, it } from 'vitest';
import { classesOf, classOf, colourOf } from './classes.ts';

describe('the classes of a figure', () => {
  it.each([
    ['scores', [82.13, 94.3, 88], [80, 85, 90, 95]],
    ['rates up to a whole', [97.19, 100, 98.2], [97, 98, 99, 100]],
    ['counts', [120, 2300, 800], [0, 500, 1000, 1500, 2000, 2500]],
    ['cases of a cell', [0, 1, 2, 3], [0, 1, 2, 3]],
    ['counts close together', [7, 8], [7, 8]],
    ['shares', [0.1, 0.12], [0.1, 0.105, 0.11, 0.115, 0.12]],
    ['what is everywhere the same', [7, 7], [7, 7]],
  ])('of %s have round limits and are at most five', (_what, values, edges) => {
    expect(classesOf(values)).toEqual(edges);
  });

  it('are none where nothing is known', () => {
    expect(classesOf([])).toEqual([]);
  });

  it('hold a value that is a limit in the class above it, the greatest in the last', () => {
    const edges = [80, 85, 90, 95];
    expect([80, 84.99, 85, 94.99, 95].map((value) => classOf(value, edges))).toEqual([0, 0, 1, 2, 2]);
    expect(classOf(7, [7, 7])).toBe(0);
  });

  it('use the colours from end to end, however few they are', () => {
    expect([0, 1, 2, 3, 4].map((index) => colourOf(index, [0, 1, 2, 3, 4, 5]))).toEqual([1, 2, 3, 4, 5]);
    expect([0, 1, 2].map((index) => colourOf(index, [0, 1, 2, 3]))).toEqual([1, 3, 5]);
    expect(colourOf(0, [7, 7])).toBe(3);
  });
});
