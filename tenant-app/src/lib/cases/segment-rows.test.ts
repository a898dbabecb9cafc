import { describe, expect, it } from 'vitest';
import type { Segment } from './deadline.ts';
import { segmentRows } from './segment-rows.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-10-12T00:00:00Z');
/** Hours one after the other, every second one counted. */
const hoursOf = (count: number): Segment[] =>
  Array.from({ length: count }, (_, index) => ({
    from: new Date(START + index * HOUR).toISOString(),
    to: new Date(START + (index + 1) * HOUR).toISOString(),
    reason: index % 2 === 0 ? 'counted' : 'break',
    countedMs: index % 2 === 0 ? HOUR : 0,
  })) as unknown as Segment[];

describe('the rows that explain a deadline', () => {
  it('are its segments, with what was used by the end of each', () => {
    const rows = segmentRows(hoursOf(3));
    expect(rows.map(({ count, countedMs, usedMs }) => [count, countedMs / HOUR, usedMs / HOUR])).toEqual([
      [1, 1, 1],
      [1, 0, 1],
      [1, 1, 2],
    ]);
  });

  it('are 200 at most: the rest of a limit of years is one row, and nothing is lost of the sum', () => {
    expect(segmentRows(hoursOf(200))).toHaveLength(200);
    const rows = segmentRows(hoursOf(40_000));
    expect(rows).toHaveLength(200);
    const last = rows.at(-1)!;
    expect([last.segment, last.count, last.countedMs / HOUR, last.usedMs / HOUR]).toEqual([
      null,
      39_801,
      19_900,
      20_000,
    ]);
    expect([last.from, last.to]).toEqual(['2026-10-20T07:00:00.000Z', '2031-05-05T16:00:00.000Z']);
  });
});
