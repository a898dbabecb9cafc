import type { Segment } from './deadline.ts';

/** A row of the explanation of a deadline: one segment, or all that are too many to be shown one by one. */
export interface SegmentRow<Of> extends Pick<Segment, 'from' | 'to' | 'countedMs'> {
  /** Null of many in one row. */
  readonly segment: Of | null;
  readonly count: number;
  /** Counted from the first segment to the end of this row, milliseconds. */
  readonly usedMs: number;
}

/** Nobody reads more; a limit of years has tens of thousands of segments. */
const MOST_ROWS = 200;

/** The segments in order, with what was used by the end of each; beyond 200 the rest is one row, so that the sum is right. */
export function segmentRows<Of extends Pick<Segment, 'from' | 'to' | 'countedMs'>>(
  segments: readonly Of[],
): SegmentRow<Of>[] {
  const isLong = segments.length > MOST_ROWS;
  const rows: SegmentRow<Of>[] = [];
  let usedMs = 0;
  for (const segment of isLong ? segments.slice(0, MOST_ROWS - 1) : segments) {
    const { from, to, countedMs } = segment;
    usedMs += countedMs;
    rows.push({ segment, from, to, countedMs, count: 1, usedMs });
  }
  const rest = segments.slice(rows.length);
  const [first] = rest;
  if (first === undefined) return rows;
  const countedMs = rest.reduce((sum, segment) => sum + segment.countedMs, 0);
  const to = rest.at(-1)?.to ?? null;
  return [...rows, { segment: null, from: first.from, to, countedMs, count: rest.length, usedMs: usedMs + countedMs }];
}
