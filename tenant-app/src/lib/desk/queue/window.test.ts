import { describe, expect, it } from 'vitest';
import { rowsDrawn, scrollTo, topAfter } from './window.ts';

describe.each([56, 36])('a list of 10,000 rows of %i pixels', (rowHeight) => {
  it('draws at most 60 of them, wherever it is', () => {
    for (let top = -50; top < 10_000 * rowHeight; top += 1237) {
      const { from, to } = rowsDrawn({ top, height: 900, rowHeight }, 10_000);
      expect(to - from).toBeLessThanOrEqual(60);
      expect(from * rowHeight).toBeLessThanOrEqual(Math.max(0, top));
      expect(to === 10_000 || to * rowHeight >= top + 900).toBe(true);
    }
  });

  it('draws what there is of a short one, and nothing of none', () => {
    expect(rowsDrawn({ top: 0, height: 900, rowHeight }, 3)).toEqual({ from: 0, to: 3 });
    expect(rowsDrawn({ top: 0, height: 900, rowHeight }, 0)).toEqual({ from: 0, to: 0 });
  });

  it('keeps the row at the top there when the height changes', () => {
    const other = rowHeight === 56 ? 36 : 56;
    expect(topAfter(700 * rowHeight, rowHeight, other)).toBe(700 * other);
  });
});

it('a row that is seen does not scroll the list; one above or below comes just into sight', () => {
  const two = { height: 560, rowHeight: 56 };
  expect(scrollTo(3, { top: 100, ...two })).toBe(100);
  expect(scrollTo(0, { top: 100, ...two })).toBe(0);
  expect(scrollTo(12, { top: 100, ...two })).toBe(12 * 56 + 56 - 560);
  expect(scrollTo(16, { top: 0, height: 560, rowHeight: 36 })).toBe(16 * 36 + 36 - 560);
});
