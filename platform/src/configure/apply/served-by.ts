import type { Trx } from '../../database/database.ts';
import type { TenantScope } from '../scope.ts';

/** Tenants in which what a tenant configures takes effect: itself; of a city, its counties and zones too. */
export async function servedBy(trx: Trx, { tenantId, cityId }: TenantScope): Promise<number[]> {
  if (tenantId !== cityId) return [tenantId];
  const tenants = await trx
    .selectFrom('biz.tenant')
    .select('tenant_id')
    .where('city_id', '=', cityId)
    .orderBy('tenant_id')
    .execute();
  return tenants.map(({ tenant_id }) => tenant_id);
}
