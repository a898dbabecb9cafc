import type { Trx } from '../../database/database.ts';
import type { TenantScope } from '../scope.ts';

/**
 * Brings the name of the city into every row of the city that carries another one: its own, a new county's. Tenant by
 * tenant, because a statement over the rows of several joined to their city's is none that a cluster runs.
 */
export async function copyCityName(trx: Trx, { cityId }: TenantScope): Promise<void> {
  const tenants = await trx
    .selectFrom('biz.tenant')
    .select(['tenant_id', 'name', 'name_en', 'city_name', 'city_name_en'])
    .where('city_id', '=', cityId)
    .orderBy('tenant_id')
    .execute();
  const city = tenants.find(({ tenant_id }) => tenant_id === cityId);
  if (city === undefined) throw new Error(`city ${cityId} has no row`);
  const copied = { city_name: city.name, city_name_en: city.name_en };
  for (const { tenant_id, city_name, city_name_en } of tenants) {
    if (city_name === copied.city_name && city_name_en === copied.city_name_en) continue;
    await trx.updateTable('biz.tenant').set(copied).where('tenant_id', '=', tenant_id).execute();
  }
}
