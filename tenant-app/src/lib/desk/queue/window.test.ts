import { describe, expect, it } from 'vitest';
import { rowsDrawn, scrollTo } from './window.ts';

describe('a list of 10,000 rows', () => {
  it('draws at most 60 of them, wherever it is', () => {
    for (let top = -50; top < 10_000 * 56; top += 1237) {
      const { from, to } = rowsDrawn(top, 900, 10_000);
      expect(to - from).toBeLessThanOrEqual(60);
      expect(from * 56).toBeLessThanOrEqual(Math.max(0, top));
      expect(to === 10_000 || to * 56 >= top + 900).toBe(true);
    }
  });

  it('draws what there is of a short one, and nothing of none', () => {
    expect(rowsDrawn(0, 900, 3)).toEqual({ from: 0, to: 3 });
    expect(rowsDrawn(0, 900, 0)).toEqual({ from: 0, to: 0 });
  });
});

it('a row that is seen does not scroll the list; one above or below comes just into sight', () => {
  expect(scrollTo(3, 100, 560)).toBe(100);
  expect(scrollTo(0, 100, 560)).toBe(0);
  expect(scrollTo(12, 100, 560)).toBe(12 * 56 + 56 - 560);
});
