import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import { lastsBeyond } from '../../database/lasts-beyond.ts';
import type { Json } from '../../database/tables.ts';
import { boundsOf, type Outline } from '../../geography/outline.ts';
import type { Reach } from '../../identity/reach.ts';

/** Civil days, half-open: `fromDay` counts, `toDay` does not. */
export interface DayWindow {
  readonly fromDay: string;
  readonly toDay: string;
}

/** In WGS-84 degrees. */
type Box = readonly [west: number, south: number, east: number, north: number];

export interface CountedCell {
  readonly tenantId: number;
  readonly id: number;
  readonly code: string;
  readonly areaClass: number;
  /** GeoJSON Polygon, WGS-84 degrees. */
  readonly outline: Json;
  /** Cases filed (立案数) in the window, as the ranking counts them. */
  readonly filed: number;
}

export interface CellsWanted extends DayWindow {
  /** One county of the reach; undefined = all of it. */
  readonly tenantId?: number | undefined;
  /** Only cells that reach into it. */
  readonly box?: Box | undefined;
}

/** Grid cells in force during the window, with the cases filed in each; from the buckets, so it lags by one folding. */
export async function readMapCells(
  trx: Trx,
  reach: Reach,
  { fromDay, toDay, tenantId, box }: CellsWanted,
): Promise<CountedCell[]> {
  const rows = await trx
    .with('filed', (query) =>
      query
        .selectFrom('biz.stat_bucket as b')
        .select(['b.tenant_id', 'b.dim_id', sql<number>`sum((b.counters->>'inst_num')::int)::int`.as('filed')])
        .where(`b.${reach.column}`, '=', reach.id)
        .$if(tenantId !== undefined, (cells) => cells.where('b.tenant_id', '=', tenantId ?? 0))
        .where('b.basis', '=', 'filed')
        .where('b.dim_kind', '=', 'cell')
        .where('b.day', '>=', fromDay)
        .where('b.day', '<', toDay)
        .groupBy(['b.tenant_id', 'b.dim_id']),
    )
    .selectFrom('biz.grid_cell as g')
    .leftJoin('filed as f', (join) => join.onRef('f.tenant_id', '=', 'g.tenant_id').onRef('f.dim_id', '=', 'g.id'))
    .select(['g.tenant_id', 'g.id', 'g.code', 'g.area_class', 'g.outline', 'f.filed'])
    .where(`g.${reach.column}`, '=', reach.id)
    .$if(tenantId !== undefined, (query) => query.where('g.tenant_id', '=', tenantId ?? 0))
    .where('g.from_day', '<', toDay)
    .where(lastsBeyond('g.to_day', fromDay))
    .orderBy('g.tenant_id')
    .orderBy('g.id')
    .execute();
  const near =
    box === undefined ? rows : rows.filter(({ outline }) => overlap(boundsOf(outline as unknown as Outline), box));
  return near.map((row) => ({
    tenantId: row.tenant_id,
    id: row.id,
    code: row.code,
    areaClass: row.area_class,
    outline: row.outline,
    filed: row.filed ?? 0,
  }));
}

const overlap = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
