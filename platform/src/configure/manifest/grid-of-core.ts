import type { z } from 'zod';
import type { Cell, coreSchema } from './manifest-schema.ts';

const COLUMNS = 20;
const ROWS = 20;
/** Degrees of about 100 m at 30.5° N: cells of 9,950 m², inside the ±10 % the rules allow. */
const STEP_LONGITUDE = 0.00104;
const STEP_LATITUDE = 0.0009;
/** Cells at least this far from the edge of the core are class 1 (一类区域). */
const INNER_FROM = 5;

/**
 * A unit grid to begin with: a core of 2 × 2 km cut into 400 cells, until a surveyed one comes. Codes are 12 digits down to a
 * community and a serial running west to east, north to south.
 */
export function gridOfCore(core: z.infer<typeof coreSchema>): Cell[] {
  // One rounded number per grid line, so that neighbours share the very same edge.
  const longitude = (column: number) => round(core.west + column * STEP_LONGITUDE);
  const latitude = (line: number) => round(core.south + line * STEP_LATITUDE);
  return Array.from({ length: COLUMNS * ROWS }, (_, n) => {
    const column = n % COLUMNS;
    const line = ROWS - 1 - Math.floor(n / COLUMNS);
    const [west, east] = [longitude(column), longitude(column + 1)];
    const [south, north] = [latitude(line), latitude(line + 1)];
    const fromEdge = Math.min(column, line, COLUMNS - 1 - column, ROWS - 1 - line);
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    return {
      code: `${core.codePrefix}${String(n + 1).padStart(3, '0')}`,
      areaClass: fromEdge >= INNER_FROM ? 1 : 2,
      outline: { type: 'Polygon', coordinates: [ring] },
      from: core.from,
    };
  });
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
