import { asOwner } from '../src/database/transaction.ts';
import type { Acting, Database, Trx } from '../src/database/database.ts';

/** Made-up counties under a made-up city, where a real place would mislead. */
export const RIVERTON: Acting = { tenantId: 1, cityId: 1, unitId: 10, actor: 'riverton' };
export const WILLOW: Acting = { tenantId: 2, cityId: 1, unitId: 20, actor: 'willow' };
export const REED: Acting = { tenantId: 3, cityId: 1, unitId: 30, actor: 'reed' };

export const makeWillowAndReed = (database: Database): Promise<void> =>
  makeCity(database, 'riverton', 1, { willow: 2, reed: 3 });

/** What case numbers of a made-up tenant begin with. */
export const prefixOf = (tenantId: number): string => `9999${String(tenantId).padStart(2, '0')}`;

/** Body of the desk of a made-up tenant. */
export const deskOf = (tenantId: number): number => tenantId * 10;

/** A city and its counties (slug -> tenant id) as bare tenants with their desks, without people, places or sources. */
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
        .values({ id: tenantId, city_id: cityId, slug: name, desk_unit_id: deskOf(tenantId), created_at: since })
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
          number_prefix: prefixOf(tenantId),
        })
        .execute();
      await makeDesk(trx, tenantId, cityId, name);
      if (isCity) continue;
      await trx
        .insertInto('biz.period_cut')
        .values({ tenant_id: tenantId, city_id: cityId, last_recorded_at: since })
        .execute();
    }
  });
}

async function makeDesk(trx: Trx, tenantId: number, cityId: number, name: string): Promise<void> {
  if (tenantId !== cityId) await makeBodyRow(trx, tenantId, cityId, deskOf(cityId), 'centre', cityId);
  await makeUnit(trx, tenantId, cityId, deskOf(tenantId), 'centre', `desk of ${name}`);
}

/** A department, utility or the like of a tenant; one of a city serves all its counties. */
export async function makeBody(
  database: Database,
  tenantId: number,
  cityId: number,
  unitId: number,
  kind: string,
): Promise<void> {
  await asOwner(database, async (trx) => {
    await makeUnit(trx, tenantId, cityId, unitId, kind, `${kind} ${unitId}`);
    if (tenantId !== cityId) return;
    const counties = await trx
      .selectFrom('biz.tenant')
      .select('tenant_id as id')
      .where('city_id', '=', cityId)
      .execute();
    for (const { id } of counties) if (id !== cityId) await makeBodyRow(trx, id, cityId, unitId, kind, cityId);
  });
}

const since = '2026-01-01';

async function makeUnit(
  trx: Trx,
  tenantId: number,
  cityId: number,
  id: number,
  kind: string,
  name: string,
): Promise<void> {
  await makeBodyRow(trx, tenantId, cityId, id, kind, tenantId);
  await trx
    .insertInto('biz.unit')
    .values({ tenant_id: tenantId, city_id: cityId, id, code: `u${id}`, body_id: id, kind, name, from_day: since })
    .execute();
}

async function makeBodyRow(
  trx: Trx,
  tenantId: number,
  cityId: number,
  unitId: number,
  kind: string,
  homeId: number,
): Promise<void> {
  await trx
    .insertInto('biz.body')
    .values({
      tenant_id: tenantId,
      city_id: cityId,
      unit_id: unitId,
      home_id: homeId,
      kind,
      code: `u${unitId}`,
      name: `${kind} ${unitId}`,
      from_day: since,
    })
    .execute();
}
