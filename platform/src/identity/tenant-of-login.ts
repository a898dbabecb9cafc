import { Problem } from '../kernel/problem.ts';
import type { ActorTenant } from './actor.ts';
import type { Trx } from '../database/database.ts';

interface LoginRow {
  readonly tenant_id: number;
  readonly city_id: number;
  readonly slug: string;
  readonly state: string;
  readonly disabled_at: Date | null;
}

/**
 * The login that may enter. Refuses one that is switched off or whose token carries another tenant than the database knows
 * (AUTH-STRANGER: the answer is the same as for somebody nobody knows), and one whose tenant is suspended
 * (AUTH-SUSPENDED).
 */
export function admit<T extends LoginRow>(row: T | undefined, tenantSlug: string): T {
  if (row === undefined || row.disabled_at !== null || row.slug !== tenantSlug) throw new Problem('AUTH-STRANGER');
  if (row.state !== 'active') throw new Problem('AUTH-SUSPENDED');
  return row;
}

/** The tenant's own row, read as the tenant. */
export async function readActorTenant(trx: Trx, tenantId: number): Promise<ActorTenant> {
  const row = await trx
    .selectFrom('biz.tenant')
    .select(['slug', 'kind', 'name', 'name_en', 'city_name', 'city_name_en', 'time_zone'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return {
    slug: row.slug,
    kind: row.kind as ActorTenant['kind'],
    name: row.name,
    nameEn: row.name_en,
    cityName: row.city_name,
    cityNameEn: row.city_name_en,
    timeZone: row.time_zone,
  };
}
