import type { Trend } from './trend.ts';

/** Height of one panel with its title and the days below it, px. */
const PANEL = 152;
const ABOVE = 44;
const BELOW = 24;
/** Room for the figures left of a panel, px. */
const LEFT = 34;
const RIGHT = 10;

/** Where a panel stands, px from the corner of the drawing. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The panel of one region. */
export interface Panel {
  name: string;
  values: number[];
  total: number;
  box: Box;
}

/** As many columns as leave a month readable in each. */
const columnsIn = (width: number): number => Math.max(1, Math.min(3, Math.floor(width / 145)));

/** Height of the whole drawing, px. */
export const heightOf = (panels: number, width: number): number => Math.ceil(panels / columnsIn(width)) * PANEL;

/** Boxes of so many panels, row by row; above each is room for its title. */
export function boxesOf(panels: number, width: number): Box[] {
  const columns = columnsIn(width);
  const share = width / columns;
  return Array.from({ length: panels }, (_, index) => ({
    left: Math.round((index % columns) * share) + LEFT,
    top: Math.floor(index / columns) * PANEL + ABOVE,
    width: Math.max(1, Math.floor(share) - LEFT - RIGHT),
    height: PANEL - ABOVE - BELOW,
  }));
}

/** One small panel per region, each with its own scale, so that a large one does not flatten the others. */
export function panelsOf(trend: Trend, width: number): Panel[] {
  const boxes = boxesOf(trend.series.length, width);
  return trend.series.flatMap(({ name, values }, index) => {
    const box = boxes[index];
    return box ? [{ name, values, total: values.reduce((sum, value) => sum + value, 0), box }] : [];
  });
}
