/** Height of a row in CSS pixels: fixed, so that no row has to be measured and none moves another. */
export const ROW_HEIGHT = 56;

/** Rows drawn above and below what is seen. */
const BEYOND = 8;

/** Which rows of a long list are drawn: from (inclusive) to (exclusive). */
export function rowsDrawn(scrollTop: number, height: number, count: number): { from: number; to: number } {
  const first = Math.floor(Math.max(0, scrollTop) / ROW_HEIGHT);
  const last = Math.ceil((Math.max(0, scrollTop) + height) / ROW_HEIGHT);
  const from = Math.min(Math.max(0, first - BEYOND), Math.max(0, count - 1));
  return { from, to: Math.min(count, last + BEYOND) };
}

/** Where to scroll so that a row is wholly seen; unchanged where it is. */
export function scrollTo(index: number, scrollTop: number, height: number): number {
  const top = index * ROW_HEIGHT;
  if (top < scrollTop) return top;
  return top + ROW_HEIGHT > scrollTop + height ? top + ROW_HEIGHT - height : scrollTop;
}
