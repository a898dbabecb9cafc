import { Problem } from '../problems.ts';
import type { ActorTenant } from './actor.ts';
import type { Trx } from '../database/database.ts';

export interface LoginTenant {
  readonly tenantId: number;
  readonly cityId: number;
  /** A city is its own city. */
  readonly isCity: boolean;
}

/**
 * Refuses a login that is switched off or whose token carries another tenant than the database knows (AUTH-STRANGER: the
 * answer is the same as for somebody nobody knows), and one whose tenant is suspended (AUTH-SUSPENDED).
 */
export function admit(
  row: { tenant_id: number; city_id: number; slug: string; state: string; disabled_at: Date | null } | undefined,
  tenantSlug: string,
): LoginTenant {
  if (row === undefined || row.disabled_at !== null || row.slug !== tenantSlug) throw new Problem('AUTH-STRANGER');
  if (row.state !== 'active') throw new Problem('AUTH-SUSPENDED');
  return { tenantId: row.tenant_id, cityId: row.city_id, isCity: row.tenant_id === row.city_id };
}

/** The tenant's own row, read as the tenant. */
export async function readActorTenant(trx: Trx, tenantId: number): Promise<ActorTenant> {
  const row = await trx
    .selectFrom('biz.tenant')
    .select(['slug', 'kind', 'name', 'name_en', 'time_zone'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return {
    slug: row.slug,
    kind: row.kind as ActorTenant['kind'],
    name: row.name,
    nameEn: row.name_en,
    timeZone: row.time_zone,
  };
}
