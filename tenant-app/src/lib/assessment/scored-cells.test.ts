import { describe, expect, it } from 'vitest';
import { scoredCells } from './scored-cells.ts';

const STEPS = {
  1: [
    { from: '0', points: '100' },
    { from: '1', points: '90' },
    { from: '3', points: '75' },
  ],
  2: [
    { from: '0', points: '100' },
    { from: '4', points: '75' },
  ],
};

describe('what grid cells earned', () => {
  it('is told class by class, each cell by the last step it reaches', () => {
    const told = scoredCells(STEPS, [
      { areaClass: 2, count: 3, cells: 7 },
      { areaClass: 1, count: 9, cells: 1 },
      { areaClass: 1, count: 2, cells: 4 },
      { areaClass: 1, count: 0, cells: 95 },
    ]);
    expect(told.map(({ areaClass, count, cells, points }) => [areaClass, count, cells, points])).toEqual([
      [1, 0, 95, '100'],
      [1, 2, 4, '90'],
      [1, 9, 1, '75'],
      [2, 3, 7, '100'],
    ]);
  });

  it('cannot be told where nothing was counted per cell', () => {
    expect(scoredCells(STEPS, [])).toEqual([]);
  });
});
