import type { Acting } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { removeUnnamed } from '../../files/claim-bytes.ts';
import { removeSmaller } from './open-media.ts';
import type { MediaServices } from './receive-media.ts';

const UNUSED_MS = 24 * 60 * 60_000;

/**
 * Forgets the uploads of a tenant that no act used for a day after they came; returns how many. A file goes when no other
 * upload has the same bytes; one whose worker dies in between stays, unknown to everybody.
 */
export async function removeUnusedMedia(services: MediaServices, acting: Acting): Promise<number> {
  const { database, deps, files } = services;
  const before = new Date(deps.clock.now().getTime() - UNUSED_MS);
  const removed = await inTenant(database, 'ingest', acting, (trx) =>
    trx
      .deleteFrom('biz.media')
      .where('tenant_id', '=', acting.tenantId)
      .where('used_at', 'is', null)
      .where('received_at', '<', before)
      .returning('sha256')
      .execute(),
  );
  for (const sha256 of new Set(removed.map((row) => row.sha256))) {
    if (await removeUnnamed(services, acting, sha256)) await removeSmaller(files, acting.tenantId, sha256);
  }
  return removed.length;
}
