import type { Trx } from '../../database/database.ts';
import { hashOf } from '../../kernel/canonical.ts';
import { areaOf, contains, type Outline } from '../../geography/outline.ts';
import type { Position } from '../../geography/crs.ts';
import type { CellCount } from '../scheme/evaluate.ts';
import type { Window } from '../period/window.ts';

/** A unit grid cell that is judged. */
export interface Cell {
  readonly id: number;
  readonly areaClass: 1 | 2;
}

/** The cells a period judges: those of one day, whatever is re-cut while it runs. */
export interface Grid {
  /** Day whose cells these are: the first of the period, or of the first cells where there were none; null without cells. */
  readonly day: string | null;
  readonly cells: readonly Cell[];
  /** Cells of other days → the judged cell their middle lies in: a case of theirs counts there. */
  readonly within: ReadonlyMap<number, number>;
}

/** What a frozen result says of the grid it was judged by. */
export interface GridVersion {
  readonly day: string | null;
  readonly cells: number;
  readonly hash: string;
}

/** Names the version of a grid: as long as it is equal, so are the cells. */
export const versionOf = ({ day, cells }: Grid): GridVersion => ({
  day,
  cells: cells.length,
  hash: hashOf([...cells].sort((a, b) => a.id - b.id).map(({ id, areaClass }) => [id, areaClass])),
});

interface StoredCell extends Cell {
  readonly outline: Outline;
  readonly fromDay: string;
  readonly toDay: string | null;
}

/** The grid of a tenant for a window. Results of the first rules judged the cells of the last day, and knew no others. */
export async function readGrid(trx: Trx, tenantId: number, window: Window, rules: 1 | 2): Promise<Grid> {
  const rows = await trx
    .selectFrom('biz.grid_cell')
    .select(['id', 'area_class', 'outline', 'from_day', 'to_day'])
    .where('tenant_id', '=', tenantId)
    .where('from_day', '<', window.toDay)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>', window.fromDay)]))
    .orderBy('id')
    .execute();
  const all = rows.map((row): StoredCell => ({
    ...{ id: row.id, areaClass: row.area_class as 1 | 2, outline: row.outline as unknown as Outline },
    ...{ fromDay: row.from_day, toDay: row.to_day },
  }));
  if (rules === 1) {
    const last = all.filter(({ toDay }) => toDay === null || toDay >= window.toDay);
    return { day: window.toDay, cells: last.map(judged), within: new Map() };
  }
  const first = all.map(({ fromDay }) => fromDay).sort()[0];
  if (first === undefined) return { day: null, cells: [], within: new Map() };
  const day = first > window.fromDay ? first : window.fromDay;
  const own = all.filter((cell) => cell.fromDay <= day && (cell.toDay === null || cell.toDay > day));
  return { day, cells: own.map(judged), within: within(own, all) };
}

const judged = ({ id, areaClass }: Cell): Cell => ({ id, areaClass });

/** Of two cells around a middle the smaller one, as cases are placed. */
function within(own: readonly StoredCell[], all: readonly StoredCell[]): Map<number, number> {
  const ids = new Set(own.map(({ id }) => id));
  const found = new Map<number, number>();
  for (const cell of all) {
    if (ids.has(cell.id)) continue;
    const middle = middleOf(cell.outline);
    const around = own
      .filter(({ outline }) => contains(outline, middle))
      .sort((a, b) => areaOf(a.outline) - areaOf(b.outline) || a.id - b.id)[0];
    if (around !== undefined) found.set(cell.id, around.id);
  }
  return found;
}

/** Mean of the corners: inside every cell that is not bent around another. */
function middleOf(outline: Outline): Position {
  const ring = (outline.type === 'Polygon' ? outline.coordinates[0] : outline.coordinates[0]?.[0]) ?? [];
  const corners = new Map((ring as readonly Position[]).map(([x, y]) => [`${x} ${y}`, [x, y] as const]));
  const sum = [...corners.values()].reduce<[number, number]>(([x, y], [cx, cy]) => [x + cx, y + cy], [0, 0]);
  return [sum[0] / corners.size, sum[1] / corners.size];
}

/** How many cells of each class have how many cases; those of a cell of another day count in the one around it. */
export function histogram({ cells, within }: Grid, counted: ReadonlyMap<number, number>): CellCount[] {
  const here = new Map<number, number>();
  for (const [id, count] of counted) {
    const cell = within.get(id) ?? id;
    here.set(cell, (here.get(cell) ?? 0) + count);
  }
  const groups = new Map<string, { areaClass: 1 | 2; count: number; cells: number }>();
  for (const { id, areaClass } of cells) {
    const count = here.get(id) ?? 0;
    const key = `${areaClass} ${count}`;
    const group = groups.get(key) ?? { areaClass, count, cells: 0 };
    group.cells++;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => a.areaClass - b.areaClass || a.count - b.count);
}
