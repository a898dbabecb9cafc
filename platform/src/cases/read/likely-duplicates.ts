import { z } from 'zod';
import type { Trx } from '../../database/database.ts';
import { tilesOfBox } from '../../geography/tile.ts';
import { CASE_STATES, type CaseState } from '../stage.ts';

const RADIUS_M = 100;
const DAYS = 7;
const MOST = 20;
const EARTH_M = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The case itself lives on elsewhere, or never was one. */
const NO_CASE = ['void', 'moved', 'merged', 'refused'];

export const likelyDuplicatesInput = z.strictObject({
  tenantId: z.int32().positive(),
  classId: z.int32().positive(),
  longitude: z.number().min(-180).max(180).describe('WGS-84 degrees'),
  latitude: z.number().min(-85).max(85),
});
type Wanted = z.infer<typeof likelyDuplicatesInput>;

export const likelyDuplicate = z
  .strictObject({
    caseId: z.uuid(),
    caseNo: z.string(),
    state: z.enum(CASE_STATES),
    metres: z.int32().describe('on the ground, whole metres'),
    longitude: z.number().describe('WGS-84 degrees'),
    latitude: z.number(),
    reportedAt: z.iso.datetime(),
    description: z.string().nullable().describe('masked, as the address'),
    address: z.string().nullable(),
    photo: z
      .string()
      .nullable()
      .describe('sha256 of its first photograph, one from before the disposal where there is one'),
  })
  .meta({ id: 'LikelyDuplicate' });
export type LikelyDuplicate = z.infer<typeof likelyDuplicate>;

/** Cases of the class within 100 m and 7 days, open or closed, the nearest first. */
export async function likelyDuplicates(trx: Trx, wanted: Wanted, now: Date): Promise<LikelyDuplicate[]> {
  const near = await casesNear(trx, wanted, now);
  const ids = near.map(({ id }) => id);
  const photos = await firstPhotos(trx, wanted.tenantId, ids);
  return near.map(({ id, metres, ...row }) => ({
    caseId: id,
    caseNo: row.case_no,
    state: row.state as CaseState,
    metres: Math.round(metres),
    longitude: Number(row.longitude),
    latitude: Number(row.latitude),
    reportedAt: row.reported_at.toISOString(),
    description: row.description,
    address: row.address,
    photo: photos.get(id) ?? null,
  }));
}

async function casesNear(trx: Trx, { tenantId, classId, longitude, latitude }: Wanted, now: Date) {
  const north = (RADIUS_M / EARTH_M) * (180 / Math.PI);
  const east = north / Math.cos(radians(latitude));
  const tiles = tilesOfBox([longitude - east, latitude - north, longitude + east, latitude + north], 16) ?? [];
  const rows = await trx
    .selectFrom('biz.case')
    .select(['id', 'case_no', 'state', 'reported_at', 'description', 'address', 'longitude', 'latitude'])
    .where('tenant_id', '=', tenantId)
    .where('reported_at', '>=', new Date(now.getTime() - DAYS * 86_400_000))
    .where('tile', 'in', tiles)
    .where('class_id', '=', classId)
    .where('state', 'not in', NO_CASE)
    .execute();
  return rows
    .map((row) => ({ ...row, metres: metresBetween(Number(row.longitude), Number(row.latitude), longitude, latitude) }))
    .filter(({ metres }) => metres <= RADIUS_M)
    .toSorted(
      (a, b) => a.metres - b.metres || b.reported_at.getTime() - a.reported_at.getTime() || (a.id < b.id ? -1 : 1),
    )
    .slice(0, MOST);
}

async function firstPhotos(trx: Trx, tenantId: number, caseIds: readonly string[]): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('biz.case_media')
    .select(['case_id', 'sha256', 'usage'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', 'in', caseIds)
    .where('usage', '<>', 'document')
    .where('type', '<>', 'application/pdf')
    .orderBy('added_at')
    .orderBy('sha256')
    .execute();
  const photos = new Map<string, string>();
  const ofUsage = (isBefore: boolean) => rows.filter(({ usage }) => (usage === 'before') === isBefore);
  for (const { case_id, sha256 } of [...ofUsage(true), ...ofUsage(false)]) {
    if (!photos.has(case_id)) photos.set(case_id, sha256);
  }
  return photos;
}

/** Great-circle distance. */
function metresBetween(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const a =
    Math.sin(radians(lat2 - lat1) / 2) ** 2 +
    Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(radians(lon2 - lon1) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.sqrt(a));
}
