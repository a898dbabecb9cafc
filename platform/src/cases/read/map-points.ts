import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import { tilesOfBox } from '../../geography/tile.ts';
import type { Reach } from '../../identity/reach.ts';

/** So many cases are answered one by one; more are answered as counts, none is left out. */
export const MAP_POINTS_LIMIT = 5_000;
/** A box touching more tiles is asked without them. */
const TILE_LIMIT = 256;

/** West, south, east, north in WGS-84 degrees. */
type Box = readonly [west: number, south: number, east: number, north: number];

export interface PointsWanted {
  /** Reports from this instant up to, not including, `before`. */
  readonly from: Date;
  readonly before: Date;
  /** One county of the reach; undefined = all of it. */
  readonly tenantId?: number | undefined;
  /** undefined = everywhere. */
  readonly box?: Box | undefined;
}

export interface MapPoint {
  readonly tenantId: number;
  readonly id: string;
  readonly stage: string;
  readonly longitude: number;
  readonly latitude: number;
}

/** Cases of one county that lie in one square of the grid, where they lie on average. */
export interface CountedPlace {
  readonly tenantId: number;
  readonly cases: number;
  readonly longitude: number;
  readonly latitude: number;
}

/** Either `points` or `counts` is filled; the cases in it add up to `placed`. */
export interface CasesOnMap {
  readonly points: MapPoint[];
  readonly counts: CountedPlace[];
  readonly placed: number;
  /** Cases without a position; where a box is asked for they are not looked for. */
  readonly unplaced: number;
}

/**
 * Where cases lie: each by itself up to `limit`, else exact counts by squares of a grid that is finer the smaller the box is,
 * so that whoever looks closely enough always comes to single cases.
 */
export async function readMapPoints(
  trx: Trx,
  reach: Reach,
  wanted: PointsWanted,
  limit = MAP_POINTS_LIMIT,
): Promise<CasesOnMap> {
  const counts = await countPlaces(trx, reach, wanted);
  const placed = counts.filter(({ longitude }) => longitude !== null);
  const total = sumOf(placed);
  const unplaced = sumOf(counts) - total;
  if (total > limit) return { points: [], counts: placed.map(toPlace), placed: total, unplaced };
  const points = await readPoints(trx, reach, wanted);
  return { points, counts: [], placed: points.length, unplaced };
}

/** Cases of the window by square and county; those without a position in a row of their own. */
function countPlaces(trx: Trx, reach: Reach, wanted: PointsWanted) {
  const step = gridStep(wanted.box);
  const square = (column: 'longitude' | 'latitude') => sql`floor(${sql.ref(column)} / ${sql.lit(step)}::float8)`;
  return inWindow(trx, reach, wanted)
    .select([
      'tenant_id',
      sql<number>`count(*)::int`.as('cases'),
      sql<number | null>`avg(longitude)`.as('longitude'),
      sql<number | null>`avg(latitude)`.as('latitude'),
    ])
    .groupBy(['tenant_id', square('longitude'), square('latitude')])
    .execute();
}

async function readPoints(trx: Trx, reach: Reach, wanted: PointsWanted): Promise<MapPoint[]> {
  const rows = await inWindow(trx, reach, wanted)
    .select(['tenant_id', 'id', 'stage', 'longitude', 'latitude'])
    .where('tile', 'is not', null)
    .orderBy('reported_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(({ tenant_id, id, stage, longitude, latitude }) => ({
    tenantId: tenant_id,
    id,
    stage,
    longitude: Number(longitude),
    latitude: Number(latitude),
  }));
}

function inWindow(trx: Trx, reach: Reach, { from, before, tenantId, box }: PointsWanted) {
  const tiles = box && tilesOfBox(box, TILE_LIMIT);
  return trx
    .selectFrom('biz.case')
    .where(reach.column, '=', reach.id)
    .where('reported_at', '>=', from)
    .where('reported_at', '<', before)
    .$if(tenantId !== undefined, (query) => query.where('tenant_id', '=', tenantId ?? 0))
    .$if(tiles !== undefined, (query) => query.where('tile', 'in', tiles ?? []))
    .$if(box !== undefined, (query) => {
      const [west, south, east, north] = box ?? [0, 0, 0, 0];
      return query
        .where('longitude', '>=', west)
        .where('longitude', '<=', east)
        .where('latitude', '>=', south)
        .where('latitude', '<=', north);
    });
}

/** Squares over the longer side of a box: as many circles as a screen keeps apart. */
const SQUARES = 24;
/** Without a box: about 4 km, a prefecture in some thousands of squares. */
const WIDE_STEP = 360 / 2 ** 13;
/** Below it everybody has come to single cases, or they lie in one place. */
const FINEST = 24;

/** Side of a square in degrees: powers of two of the globe, so that squares stay where they are while a map is moved. */
function gridStep(box: Box | undefined): number {
  if (box === undefined) return WIDE_STEP;
  const side = Math.max(box[2] - box[0], box[3] - box[1], 1e-9);
  return 360 / 2 ** Math.min(FINEST, Math.max(0, Math.ceil(Math.log2((360 * SQUARES) / side))));
}

const sumOf = (counts: readonly { cases: number }[]): number => counts.reduce((sum, { cases }) => sum + cases, 0);

const toPlace = (row: { tenant_id: number; cases: number; longitude: number | null; latitude: number | null }) => ({
  tenantId: row.tenant_id,
  cases: row.cases,
  longitude: Number(row.longitude),
  latitude: Number(row.latitude),
});
