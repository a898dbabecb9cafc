import { claimBytes, removeUnnamed } from '../../files/claim-bytes.ts';
import { receiveBytes, type ReceivedBytes } from '../../files/stored-bytes.ts';
import type { Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import type { Deps } from '../../kernel/deps.ts';
import { makeUpright } from './pictures.ts';
import type { MediaType, Taken } from './media-types.ts';
import { readExif } from './read-exif.ts';
import { recognise, requireEnd } from './recognise.ts';

export interface MediaServices {
  readonly database: Database;
  readonly deps: Deps;
  /** Folder of the stored bytes: `<tenant>/<sha256>`. */
  readonly files: string;
}

/** A stored file that an act may name. */
export interface ReceivedMedia extends Taken {
  /** Of the served copy. */
  readonly sha256: string;
  readonly type: MediaType;
  /** Pixels, upright; null for a paper. */
  readonly width: number | null;
  readonly height: number | null;
}

interface Copy extends Omit<ReceivedMedia, 'sha256'> {
  readonly stored: ReceivedBytes;
}

/**
 * Takes in a photograph or paper for the actor's body, which alone sees it until an act shows it on a case. What is stored
 * and served is a copy of ours; of the original remain its hash and what the camera says. The same pixels again are the same file, with what the camera
 * recorded the first time.
 * Throws MEDIA-EMPTY, MEDIA-TYPE, MEDIA-TOO-LARGE, MEDIA-PIXELS, MEDIA-DAMAGED; what is refused leaves no bytes behind.
 */
export async function receiveMedia(
  services: MediaServices,
  actor: Actor,
  given: AsyncIterable<Uint8Array>,
): Promise<ReceivedMedia> {
  const { type, bytes } = await recognise(given);
  const original = await receiveBytes(services.files, actor.tenantId, bytes);
  let copy: Copy | undefined;
  try {
    copy = await copyOf(services, actor, original, type);
    return await remember(services, actor, original, copy);
  } catch (error) {
    if (copy !== undefined) await discard(services, actor, copy.stored);
    throw error;
  } finally {
    if (copy?.stored !== original) await original.discard();
  }
}

/** A paper is served as it came, for saving; a picture is made anew. */
async function copyOf({ files }: MediaServices, actor: Actor, original: ReceivedBytes, type: MediaType): Promise<Copy> {
  if (type === 'application/pdf') {
    await requireEnd(original.path);
    return { stored: original, type, width: null, height: null, ...readExif(undefined, actor.tenant.timeZone) };
  }
  const { bytes, width, height, exif } = await makeUpright(original.path, type);
  const stored = await receiveBytes(files, actor.tenantId, once(bytes));
  return { stored, type, width, height, ...readExif(exif, actor.tenant.timeZone) };
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function remember(
  { database, deps }: MediaServices,
  actor: Actor,
  original: ReceivedBytes,
  copy: Copy,
): Promise<ReceivedMedia> {
  return inTenant(database, actor.pool, actingOf(actor), async (trx) => {
    await claimBytes(trx, actor.tenantId, copy.stored.sha256);
    const row = await insert(trx, deps, actor, original, copy);
    await copy.stored.keep();
    return row;
  });
}

function insert(
  trx: Trx,
  deps: Deps,
  actor: Actor,
  original: ReceivedBytes,
  { stored, ...copy }: Copy,
): Promise<ReceivedMedia> {
  return trx
    .insertInto('biz.media')
    .values({
      tenant_id: actor.tenantId,
      city_id: actor.cityId,
      by_unit_id: actor.body.id,
      sha256: stored.sha256,
      original_sha256: original.sha256,
      byte_count: stored.byteCount,
      type: copy.type,
      width: copy.width,
      height: copy.height,
      taken_at: copy.takenAt,
      longitude: copy.longitude,
      latitude: copy.latitude,
      actor: actor.login,
      received_at: deps.clock.now(),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'by_unit_id', 'sha256'])
        .doUpdateSet(({ ref }) => ({ received_at: ref('excluded.received_at') })),
    )
    .returning(['sha256', 'type', 'width', 'height', 'taken_at as takenAt', 'longitude', 'latitude'])
    .$narrowType<{ type: MediaType }>()
    .executeTakeFirstOrThrow();
}

/** Bytes that were kept belong to a row whose commit failed, or perhaps did not: the database knows. */
async function discard(services: MediaServices, actor: Actor, stored: ReceivedBytes): Promise<void> {
  if (!stored.isKept) return stored.discard();
  // Where the database is away nobody can know, so the bytes stay: the sender's next try takes them up.
  await removeUnnamed(services, actingOf(actor), stored.sha256).catch(() => undefined);
}
