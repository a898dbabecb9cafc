import type { Trx } from '../../database/database.ts';
import { tilesOfBox } from '../../geography/tile.ts';
import type { Reach } from '../../identity/reach.ts';

/** More points than this are not read: the map asks for a smaller box. */
export const MAP_POINTS_LIMIT = 20_000;
/** A box touching more tiles is asked without them. */
const TILE_LIMIT = 256;

export interface PointsWanted {
  /** Reports from this instant up to, not including, `before`. */
  readonly from: Date;
  readonly before: Date;
  /** West, south, east, north in WGS-84 degrees; undefined = everywhere. */
  readonly box: readonly [number, number, number, number] | undefined;
}

export interface MapPoint {
  readonly tenantId: number;
  readonly id: string;
  readonly stage: string;
  readonly longitude: number;
  readonly latitude: number;
}

/** Cases with a position, the latest report first; `truncated` when the limit cut them. */
export async function readMapPoints(
  trx: Trx,
  reach: Reach,
  { from, before, box }: PointsWanted,
): Promise<{ points: MapPoint[]; truncated: boolean }> {
  const tiles = box && tilesOfBox(box, TILE_LIMIT);
  const rows = await trx
    .selectFrom('biz.case')
    .select(['tenant_id', 'id', 'stage', 'longitude', 'latitude'])
    .where(reach.column, '=', reach.id)
    .where('reported_at', '>=', from)
    .where('reported_at', '<', before)
    .where('tile', 'is not', null)
    .$if(tiles !== undefined, (query) => query.where('tile', 'in', tiles ?? []))
    .orderBy('reported_at', 'desc')
    .orderBy('id')
    .limit(MAP_POINTS_LIMIT + 1)
    .execute();
  const points = rows
    .slice(0, MAP_POINTS_LIMIT)
    .map(({ tenant_id, id, stage, longitude, latitude }) => ({
      tenantId: tenant_id,
      id,
      stage,
      longitude: Number(longitude),
      latitude: Number(latitude),
    }))
    .filter((point) => box === undefined || isInside(point, box));
  return { points, truncated: rows.length > MAP_POINTS_LIMIT };
}

function isInside(point: MapPoint, [west, south, east, north]: NonNullable<PointsWanted['box']>): boolean {
  return point.longitude >= west && point.longitude <= east && point.latitude >= south && point.latitude <= north;
}
