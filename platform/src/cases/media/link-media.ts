import { sql } from 'kysely';
import type { Acting, Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { message } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import type { MediaUsage, Photo } from './media-types.ts';

/** An upload that an act or report uses: all that a body which cannot read the upload must know of it. JSON. */
export interface UsedPhoto extends Photo {
  readonly homeId: number;
  readonly fromUnitId: number;
  readonly unitName: string;
  readonly type: string;
  readonly width: number | null;
  readonly height: number | null;
  /** ISO 8601. */
  readonly takenAt: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/** Where on a case the acting body works: `taskId` is null for a desk, and must be given by every other body. */
interface Place {
  /** Tenant of the case. */
  readonly tenantId: number;
  readonly caseId: string;
  readonly taskId: string | null;
  /** Bodies of the case's tenant that may see it; the acting one always does. */
  readonly seenBy: readonly number[];
}

/**
 * Puts uploads of the acting body on a case, and returns what is known of them. Throws MEDIA-UNKNOWN for what that body has not uploaded or has left unused for
 * a day, MEDIA-ON-CASE for a file that is on the case for another use.
 */
export async function linkMedia(
  trx: Trx,
  deps: Deps,
  acting: Acting,
  { photos, ...place }: Place & { readonly photos: readonly Photo[] },
): Promise<readonly UsedPhoto[]> {
  const media = await useUploads(trx, deps, acting, photos);
  await addMedia(trx, deps, acting, { ...place, media });
  return media;
}

/** Marks uploads of the acting body as used, so that they stay, and returns what is known of them. MEDIA-UNKNOWN. */
export async function useUploads(
  trx: Trx,
  deps: Deps,
  acting: Acting,
  photos: readonly Photo[],
): Promise<readonly UsedPhoto[]> {
  if (photos.length === 0) return [];
  const { tenantId } = acting;
  const unitId = unitOf(acting);
  const body = await trx
    .selectFrom('biz.body')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .where('unit_id', '=', unitId)
    .executeTakeFirstOrThrow();
  const hashes = photos.map(({ sha256 }) => sha256);
  const now = deps.clock.now();
  const uploads = await trx
    .updateTable('biz.media')
    .set(({ fn, ref }) => ({ used_at: fn.coalesce(ref('used_at'), sql<Date>`${now}::timestamptz`) }))
    .where('tenant_id', '=', tenantId)
    .where('by_unit_id', '=', unitId)
    .where('sha256', 'in', hashes)
    .returning(['sha256', 'type', 'width', 'height', 'taken_at as takenAt', 'longitude', 'latitude'])
    .execute();
  const bySha256 = new Map(uploads.map((upload) => [upload.sha256, upload]));
  return photos.map(({ sha256, usage }) => {
    const upload = bySha256.get(sha256);
    if (upload === undefined) throw new Problem('MEDIA-UNKNOWN', { sha256: short(sha256) });
    const takenAt = upload.takenAt?.toISOString() ?? null;
    return { ...upload, takenAt, usage, homeId: tenantId, fromUnitId: unitId, unitName: body.name };
  });
}

/** Puts files that were used before, as a report holds them, on a case. MEDIA-ON-CASE. */
export async function addMedia(
  trx: Trx,
  deps: Deps,
  acting: Acting,
  { tenantId, caseId, taskId, seenBy, media }: Place & { readonly media: readonly UsedPhoto[] },
): Promise<void> {
  if (media.length === 0) return;
  await requireSameUsage(trx, tenantId, caseId, media);
  const unitId = unitOf(acting);
  const units = [...new Set([unitId, ...seenBy])];
  const addedAt = deps.clock.now();
  const rows = media.flatMap((photo) =>
    units.map((unit) => ({
      tenant_id: tenantId,
      city_id: acting.cityId,
      case_id: caseId,
      sha256: photo.sha256,
      unit_id: unit,
      usage: photo.usage,
      by_unit_id: unitId,
      assignment_id: taskId,
      added_at: addedAt,
      home_id: photo.homeId,
      from_unit_id: photo.fromUnitId,
      unit_name: photo.unitName,
      type: photo.type,
      width: photo.width,
      height: photo.height,
      taken_at: photo.takenAt,
      longitude: photo.longitude,
      latitude: photo.latitude,
    })),
  );
  await trx
    .insertInto('biz.case_media')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing()) // naming its key would need the right to read what others see
    .execute();
}

async function requireSameUsage(trx: Trx, tenantId: number, caseId: string, media: readonly Photo[]): Promise<void> {
  const there = await trx
    .selectFrom('biz.case_media')
    .select(['sha256', 'usage'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .where(
      'sha256',
      'in',
      media.map(({ sha256 }) => sha256),
    )
    .$narrowType<{ usage: MediaUsage }>()
    .execute();
  for (const { sha256, usage } of media) {
    const other = [...there, ...media].find((row) => row.sha256 === sha256 && row.usage !== usage);
    if (other === undefined) continue;
    throw new Problem('MEDIA-ON-CASE', { sha256: short(sha256), usage: message(`media.${other.usage}`) });
  }
}

/** Shows what is on a case, as far as the acting body sees it, to further bodies: a hand-over. `sha256s`: only these. */
export async function showMedia(
  trx: Trx,
  acting: Acting,
  { tenantId, caseId, taskId, seenBy, sha256s }: Place & { readonly sha256s: readonly string[] | null },
): Promise<void> {
  await sql`
    insert into biz.case_media (tenant_id, city_id, case_id, sha256, unit_id, usage, by_unit_id, assignment_id, added_at,
      home_id, from_unit_id, unit_name, type, width, height, taken_at, longitude, latitude)
    select distinct on (m.sha256, unit.id) m.tenant_id, m.city_id, m.case_id, m.sha256, unit.id, m.usage,
      ${unitOf(acting)}::int, ${taskId}::uuid, m.added_at, m.home_id, m.from_unit_id, m.unit_name, m.type, m.width, m.height,
      m.taken_at, m.longitude, m.latitude
    from biz.case_media m cross join unnest(${seenBy}::int[]) as unit (id)
    where m.tenant_id = ${tenantId}::int and m.case_id = ${caseId}::uuid
      and (${sha256s}::text[] is null or m.sha256 = any(${sha256s}::text[]))
    order by m.sha256, unit.id, m.added_at
    on conflict do nothing`.execute(trx);
}

function unitOf({ unitId }: Acting): number {
  if (unitId === undefined || unitId === null) throw new Error('files are shown by a body');
  return unitId;
}

/** Enough of a hash for somebody to find the photograph. */
const short = (sha256: string): string => sha256.slice(0, 8);
