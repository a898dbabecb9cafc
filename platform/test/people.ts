import { asOwner } from '../src/database/door.ts';
import type { Acting, Database } from '../src/database/database.ts';

/** Two made-up counties under one made-up city, where a real place would mislead. */
export const RIVERTON: Acting = { tenantId: 1, cityId: 1, actor: 'riverton' };
export const WILLOW: Acting = { tenantId: 2, cityId: 1, actor: 'willow' };
export const REED: Acting = { tenantId: 3, cityId: 1, actor: 'reed' };

/** The bare tenants, without people, places or sources: enough for tests of the door and of policies. */
export async function makeWillowAndReed(database: Database): Promise<void> {
  await asOwner(database, async (trx) => {
    for (const [acting, kind] of [
      [RIVERTON, 'city'],
      [WILLOW, 'county'],
      [REED, 'county'],
    ] as const) {
      const { tenantId, cityId, actor } = acting;
      await trx
        .insertInto('control.tenant')
        .values({ id: tenantId, city_id: cityId, slug: actor, created_at: new Date('2026-01-01T00:00:00Z') })
        .execute();
      await trx
        .insertInto('biz.tenant')
        .values({
          tenant_id: tenantId,
          city_id: cityId,
          slug: actor,
          kind,
          mode: 'county_command',
          name: actor,
          name_en: actor,
          rank_group: kind === 'city' ? null : 'county',
          calendar_id: 'cn',
        })
        .execute();
    }
  });
}
