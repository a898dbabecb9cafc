import { describe, expect, it } from 'vitest';
import { heightOf, panelsOf } from './trend-panels.ts';

const trend = {
  days: ['2026-10-01', '2026-10-02'],
  series: ['船山区', '射洪市', '安居区', '蓬溪县'].map((name, index) => ({ name, values: [index, 10 * index] })),
};

describe('the panels of the trend', () => {
  it.each([290, 560, 1200])('never overlap and never leave a drawing of %d px', (width) => {
    const boxes = panelsOf(trend, width).map(({ box }) => box);
    for (const [index, a] of boxes.entries()) {
      expect(a.left + a.width).toBeLessThanOrEqual(width);
      expect(a.top + a.height).toBeLessThan(heightOf(boxes.length, width));
      for (const b of boxes.slice(index + 1)) {
        expect(b.left >= a.left + a.width || b.top >= a.top + a.height).toBe(true);
      }
    }
  });

  it('tell how many cases each region filed in all', () => {
    expect(panelsOf(trend, 560).map(({ total }) => total)).toEqual([0, 11, 22, 33]);
  });
});
