import { asOwner } from '../src/database/transaction.ts';
import type { Acting, Database } from '../src/database/database.ts';

/** Made-up counties under a made-up city, where a real place would mislead. */
export const RIVERTON: Acting = { tenantId: 1, cityId: 1, actor: 'riverton' };
export const WILLOW: Acting = { tenantId: 2, cityId: 1, actor: 'willow' };
export const REED: Acting = { tenantId: 3, cityId: 1, actor: 'reed' };

export const makeWillowAndReed = (database: Database): Promise<void> =>
  makeCity(database, 'riverton', 1, { willow: 2, reed: 3 });

/** A city and its counties (slug -> tenant id) as bare tenants, without people, places or sources. */
export async function makeCity(
  database: Database,
  slug: string,
  cityId: number,
  counties: Record<string, number>,
): Promise<void> {
  const since = new Date('2026-01-01T00:00:00Z');
  await asOwner(database, async (trx) => {
    for (const [name, tenantId] of [[slug, cityId] as const, ...Object.entries(counties)]) {
      const isCity = tenantId === cityId;
      await trx
        .insertInto('control.tenant')
        .values({ id: tenantId, city_id: cityId, slug: name, created_at: since })
        .execute();
      await trx
        .insertInto('biz.tenant')
        .values({
          tenant_id: tenantId,
          city_id: cityId,
          slug: name,
          kind: isCity ? 'city' : 'county',
          mode: 'county_command',
          name,
          name_en: name,
          rank_group: isCity ? null : 'county',
          calendar_id: 'cn',
        })
        .execute();
      if (isCity) continue;
      await trx
        .insertInto('biz.period_cut')
        .values({ tenant_id: tenantId, city_id: cityId, last_recorded_at: since })
        .execute();
    }
  });
}
