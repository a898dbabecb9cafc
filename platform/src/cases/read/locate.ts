import { z } from 'zod';
import type { Trx } from '../../database/database.ts';
import { countyAt } from '../../geography/county-at.ts';
import { boundsOf, type Outline } from '../../geography/outline.ts';
import { placesOf } from '../../geography/places-of.ts';
import type { Actor } from '../../identity/actor.ts';
import { reachOf, type Reach } from '../../identity/reach.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import { Problem } from '../../kernel/problem.ts';

/** Latest cases whose addresses are looked through: bounds the work however many there are. */
const LATEST_CASES = 20_000;
const MOST = 10;

const tenantId = z.int32().positive().nullable().default(null).describe('null: wherever the asker may look');

export const locateInput = z.union([
  z.strictObject({
    tenantId,
    longitude: z.number().min(-180).max(180).describe('WGS-84 degrees'),
    latitude: z.number().min(-90).max(90),
  }),
  z.strictObject({ tenantId, text: z.string().trim().min(1).max(100) }),
]);
type Wanted = z.infer<typeof locateInput>;

export const locatedPlace = z
  .strictObject({
    tenantId: z.int32(),
    tenantName: z.string(),
    streetId: z.int32().nullable(),
    streetName: z.string().nullable(),
    communityId: z.int32().nullable(),
    communityName: z.string().nullable(),
    cellId: z.int32().nullable(),
    cellCode: z.string().nullable(),
    longitude: z
      .number()
      .nullable()
      .describe(
        'WGS-84 degrees; of a street or community the middle of its bounds; null where an earlier case had none',
      ),
    latitude: z.number().nullable().describe('WGS-84 degrees'),
    by: z.enum(['point', 'street', 'community', 'address']),
    label: z.string().describe('what matched: the name, or the address (masked)'),
  })
  .meta({ id: 'LocatedPlace' });
export type LocatedPlace = z.infer<typeof locatedPlace>;

/** Ids of a place before its names are read. */
type Bare = Omit<LocatedPlace, 'tenantName' | 'streetName' | 'communityName' | 'cellCode'>;

/**
 * Where a point of the map lies, or where words of an address may mean: streets and communities of that name, then addresses of
 * earlier cases. A point lies in one place or none. The city looks over all its counties. For desks; AUTH-FORBIDDEN else.
 */
export async function locate(trx: Trx, actor: Actor, wanted: Wanted, now: Date): Promise<LocatedPlace[]> {
  if (actor.pool === 'unit') throw new Problem('AUTH-FORBIDDEN');
  const reach: Reach = wanted.tenantId === null ? reachOf(actor) : { column: 'tenant_id', id: wanted.tenantId };
  const found =
    'text' in wanted
      ? await placesNamed(trx, reach, wanted.text)
      : await placesAt(trx, reach, [wanted.longitude, wanted.latitude], now);
  return withNames(trx, reach, found);
}

async function placesAt(trx: Trx, reach: Reach, point: readonly [number, number], now: Date): Promise<Bare[]> {
  const { county } = await countyAt(trx, reach, point);
  if (county === null) return [];
  const places = await placesOf(trx, county.tenantId);
  if (places === undefined) return [];
  const index = places(now);
  const cellId = index.cellAt([...point]);
  const [longitude, latitude] = point;
  return [
    {
      ...{ tenantId: county.tenantId, cellId, longitude, latitude, by: 'point', label: '' },
      ...index.areasAt([...point], cellId),
    },
  ];
}

async function placesNamed(trx: Trx, reach: Reach, text: string): Promise<Bare[]> {
  const areas = await trx
    .selectFrom('biz.area')
    .select(['tenant_id', 'id', 'level', 'parent_id', 'name', 'outline'])
    .where(reach.column, '=', reach.id)
    .where('level', 'in', ['street', 'community'])
    .orderBy('level', 'desc')
    .orderBy('tenant_id')
    .orderBy('id')
    .execute();
  const named = areas
    .filter(({ name }) => name.includes(text) || text.includes(name) || text.includes(shortName(name)))
    .map((area): Bare => {
      const [west, south, east, north] = boundsOf(area.outline as unknown as Outline);
      const isStreet = area.level === 'street';
      return {
        ...{ tenantId: area.tenant_id, cellId: null, by: isStreet ? 'street' : 'community', label: area.name },
        ...{ streetId: isStreet ? area.id : area.parent_id, communityId: isStreet ? null : area.id },
        ...{ longitude: (west + east) / 2, latitude: (south + north) / 2 },
      };
    });
  return [...named, ...(await addressesWith(trx, reach, text))].slice(0, MOST);
}

/** 赤城街道 → 赤城, as people say it; a name of one sign alone would stand in anything. */
function shortName(name: string): string {
  const short = name.replace(/(?:街道办事处|街道|社区居委会|社区|镇|乡|村)$/, '');
  return short.length < 2 ? name : short;
}

async function addressesWith(trx: Trx, reach: Reach, text: string): Promise<Bare[]> {
  const rows = await trx
    .selectFrom((from) =>
      from
        .selectFrom('biz.case')
        .select(['tenant_id', 'address', 'cell_id', 'street_id', 'community_id', 'longitude', 'latitude'])
        .where(reach.column, '=', reach.id)
        .orderBy('reported_at', 'desc')
        .limit(LATEST_CASES)
        .as('c'),
    )
    .selectAll()
    .where((where) => where(where.fn<number>('strpos', ['c.address', where.val(text)]), '>', 0))
    .limit(MOST * 5)
    .execute();
  // Compared as it is shown: nobody finds out a telephone number by locating its digits.
  const shown = rows.map((row) => ({ ...row, label: maskPersonal(row.address ?? '') }));
  const matching = shown.filter(({ label }) => label.includes(text));
  const distinct = new Map(matching.map((row) => [`${row.tenant_id} ${row.label}`, row]));
  return [...distinct.values()].map((row) => ({
    tenantId: row.tenant_id,
    ...{ cellId: row.cell_id, streetId: row.street_id, communityId: row.community_id },
    ...{ longitude: row.longitude, latitude: row.latitude, by: 'address', label: row.label },
  }));
}

async function withNames(trx: Trx, reach: Reach, found: readonly Bare[]): Promise<LocatedPlace[]> {
  if (found.length === 0) return [];
  const ids = (of: (place: Bare) => number | null) => found.flatMap((place) => of(place) ?? []);
  const areaIds = [...ids((place) => place.streetId), ...ids((place) => place.communityId)];
  const cellIds = ids((place) => place.cellId);
  const tenantIds = ids((place) => place.tenantId);
  const [tenants, areas, cells] = [
    await trx
      .selectFrom('biz.tenant')
      .select(['tenant_id', 'name'])
      .where(reach.column, '=', reach.id)
      .where('tenant_id', 'in', tenantIds)
      .execute(),
    areaIds.length === 0
      ? []
      : await trx
          .selectFrom('biz.area')
          .select(['tenant_id', 'id', 'name'])
          .where(reach.column, '=', reach.id)
          .where('id', 'in', areaIds)
          .execute(),
    cellIds.length === 0
      ? []
      : await trx
          .selectFrom('biz.grid_cell')
          .select(['tenant_id', 'id', 'code'])
          .where(reach.column, '=', reach.id)
          .where('id', 'in', cellIds)
          .execute(),
  ];
  const key = (tenant: number, id: number | null) => `${tenant} ${id}`;
  const nameOf = new Map(areas.map((row) => [key(row.tenant_id, row.id), row.name]));
  const codeOf = new Map(cells.map((row) => [key(row.tenant_id, row.id), row.code]));
  const tenantName = new Map(tenants.map((row) => [row.tenant_id, row.name]));
  return found.map((place) => {
    const names = {
      tenantName: tenantName.get(place.tenantId) ?? '',
      streetName: nameOf.get(key(place.tenantId, place.streetId)) ?? null,
      communityName: nameOf.get(key(place.tenantId, place.communityId)) ?? null,
      cellCode: codeOf.get(key(place.tenantId, place.cellId)) ?? null,
    };
    const label = place.label || [names.tenantName, names.streetName, names.communityName].filter(Boolean).join(' ');
    return { ...place, ...names, label };
  });
}
