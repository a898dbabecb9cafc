import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import type { TenantScope } from '../scope.ts';

/**
 * What the case numbers of a new tenant begin with: what its manifest says, else its national code, else `Z` and its id.
 * Kept for good, or old numbers would come to name another place. CONF-TAKEN where a tenant of the same city has it: numbers
 * are unique in the city because prefixes are. (No key of the table can say so: they all lead with the tenant. Tenants are
 * made one after the other, because the counter of their ids is locked.)
 */
export async function newNumberPrefix(
  trx: Trx,
  { tenantId, cityId }: TenantScope,
  { numberPrefix, code }: TenantManifest,
): Promise<string> {
  const prefix = numberPrefix ?? code ?? `Z${tenantId}`;
  const other = await trx
    .selectFrom('biz.tenant')
    .select('slug')
    .where('city_id', '=', cityId)
    .where('number_prefix', '=', prefix)
    .executeTakeFirst();
  if (other !== undefined) {
    throw new Problem('CONF-TAKEN', { key: `numberPrefix ${prefix}` });
  }
  return prefix;
}

/** CONF-FIXED where a manifest names another prefix than the tenant has. */
export function requireSamePrefix({ slug, numberPrefix }: TenantManifest, stored: string): void {
  if (numberPrefix === null || numberPrefix === stored) return;
  throw new Problem('CONF-FIXED', { slug, key: 'numberPrefix', stored });
}
