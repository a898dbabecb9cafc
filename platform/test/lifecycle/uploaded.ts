import { createHash, randomUUID } from 'node:crypto';
import type { Photo } from '../../src/cases/media/media-types.ts';
import type { Database } from '../../src/database/database.ts';
import { asOwner } from '../../src/database/transaction.ts';
import type { Actor } from '../../src/identity/actor.ts';

/** A photograph that the actor's body has uploaded a moment before; its bytes do not matter to an act. */
export async function uploaded(
  database: Database,
  { tenantId, cityId, body, login }: Actor,
  usage: Photo['usage'],
  at: Date,
): Promise<Photo> {
  const sha256 = createHash('sha256').update(randomUUID()).digest('hex');
  await asOwner(database, (trx) =>
    trx
      .insertInto('biz.media')
      .values({
        ...{ tenant_id: tenantId, city_id: cityId, by_unit_id: body.id, sha256, original_sha256: sha256 },
        ...{ byte_count: 1, type: 'image/jpeg', width: 1, height: 1, actor: login, received_at: at },
      })
      .execute(),
  );
  return { sha256, usage };
}
