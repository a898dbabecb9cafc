/** Heights of a row in CSS pixels: fixed, so that no row has to be measured and none moves another. */
export const ROW_HEIGHTS = { two: 56, one: 36 } as const;

/** Rows drawn above and below what is seen. */
const BEYOND = 8;

interface Scrolled {
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
}

/** Which rows of a long list are drawn: from (inclusive) to (exclusive). */
export function rowsDrawn({ top, height, rowHeight }: Scrolled, count: number): { from: number; to: number } {
  const first = Math.floor(Math.max(0, top) / rowHeight);
  const last = Math.ceil((Math.max(0, top) + height) / rowHeight);
  const from = Math.min(Math.max(0, first - BEYOND), Math.max(0, count - 1));
  return { from, to: Math.min(count, last + BEYOND) };
}

/** Where to scroll so that a row is wholly seen; unchanged where it is. */
export function scrollTo(index: number, { top, height, rowHeight }: Scrolled): number {
  const above = index * rowHeight;
  if (above < top) return above;
  return above + rowHeight > top + height ? above + rowHeight - height : top;
}

/** Where to scroll so that the row at the top stays there when all rows get another height. */
export const topAfter = (top: number, before: number, after: number): number => (top / before) * after;
