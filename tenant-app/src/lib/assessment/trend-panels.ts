import type { Trend } from './trend.ts';

/** Height of one panel with its title and the days below it, px. */
const PANEL = 152;
const ABOVE = 44;
const BELOW = 24;
/** Room for the figures left of a panel, px. */
const LEFT = 34;
const RIGHT = 10;

/** Where the panel of one region stands, px from the corner of the drawing. */
export interface Panel {
  name: string;
  values: number[];
  total: number;
  box: { left: number; top: number; width: number; height: number };
}

/** As many columns as leave a month readable in each. */
const columnsIn = (width: number): number => Math.max(1, Math.min(3, Math.floor(width / 145)));

/** Height of the whole drawing, px. */
export const heightOf = (regions: number, width: number): number => Math.ceil(regions / columnsIn(width)) * PANEL;

/** One small panel per region, each with its own scale, so that a large one does not flatten the others. */
export function panelsOf(trend: Trend, width: number): Panel[] {
  const columns = columnsIn(width);
  const share = width / columns;
  return trend.series.map(({ name, values }, index) => ({
    name,
    values,
    total: values.reduce((sum, value) => sum + value, 0),
    box: {
      left: Math.round((index % columns) * share) + LEFT,
      top: Math.floor(index / columns) * PANEL + ABOVE,
      width: Math.max(1, Math.floor(share) - LEFT - RIGHT),
      height: PANEL - ABOVE - BELOW,
    },
  }));
}
