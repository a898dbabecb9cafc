import { createReadStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Acting, Trx } from '../../database/database.ts';
import { RECEIVING, pathOf } from '../../files/stored-bytes.ts';
import { Problem } from '../../kernel/problem.ts';
import { SIZES, type MediaSize, type MediaType } from './media-types.ts';
import { makeSmaller } from './pictures.ts';

/** A file that somebody may see. */
export interface SeenMedia {
  /** Tenant whose file it is. */
  readonly homeId: number;
  readonly sha256: string;
  readonly type: MediaType;
}

/** A file on a case, for whom `case_media` shows it; MEDIA-NOT-FOUND for everybody else. */
export async function findOnCase(
  trx: Trx,
  { tenantId, caseId, sha256 }: { readonly tenantId: number; readonly caseId: string; readonly sha256: string },
): Promise<SeenMedia> {
  const row = await trx
    .selectFrom('biz.case_media')
    .select(['home_id as homeId', 'sha256', 'type'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .where('sha256', '=', sha256)
    .limit(1)
    .$narrowType<{ type: MediaType }>()
    .executeTakeFirst();
  if (row === undefined) throw new Problem('MEDIA-NOT-FOUND');
  return row;
}

/** What the acting body has uploaded; MEDIA-NOT-FOUND for what another has. */
export async function findUpload(trx: Trx, { tenantId, unitId }: Acting, sha256: string): Promise<SeenMedia> {
  const row = await trx
    .selectFrom('biz.media')
    .select(['tenant_id as homeId', 'sha256', 'type'])
    .where('tenant_id', '=', tenantId)
    .where('by_unit_id', '=', unitId ?? null)
    .where('sha256', '=', sha256)
    .$narrowType<{ type: MediaType }>()
    .executeTakeFirst();
  if (row === undefined) throw new Problem('MEDIA-NOT-FOUND');
  return row;
}

export interface OpenedMedia {
  readonly type: MediaType;
  readonly byteCount: number;
  readonly bytes: Readable;
}

/** Opens a file, or a smaller picture of it. MEDIA-PAPER where a paper is asked for one. */
export async function openMedia(files: string, media: SeenMedia, size: MediaSize | null): Promise<OpenedMedia> {
  const whole = pathOf(files, media.homeId, media.sha256);
  if (size === null) return opened(whole, media.type);
  if (media.type === 'application/pdf') throw new Problem('MEDIA-PAPER');
  const smaller = smallerPath(whole, size);
  if (!(await isThere(smaller))) await writeSmaller(whole, smaller, size);
  return opened(smaller, 'image/webp');
}

/** Smaller pictures can be made again at any time: they are in no backup. */
const smallerPath = (whole: string, size: MediaSize): string => `${whole}.${size}`;

/** What may lie beside a stored picture. */
export async function removeSmaller(files: string, tenantId: number, sha256: string): Promise<void> {
  const whole = pathOf(files, tenantId, sha256);
  for (const size of Object.keys(SIZES) as MediaSize[]) await rm(smallerPath(whole, size), { force: true });
}

/** Two readers at once both make it; the name changes whole. */
async function writeSmaller(whole: string, smaller: string, size: MediaSize): Promise<void> {
  const temporary = join(dirname(smaller), `${RECEIVING}${randomUUID()}`);
  try {
    await makeSmaller(whole, temporary, size);
    await rename(temporary, smaller);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function opened(path: string, type: MediaType): Promise<OpenedMedia> {
  return { type, byteCount: (await stat(path)).size, bytes: createReadStream(path) };
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
