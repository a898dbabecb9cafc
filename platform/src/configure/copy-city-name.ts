import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import type { TenantScope } from './scope.ts';

/** Brings the name of the city into every row of the city that carries another one: its own, a new county's. */
export async function copyCityName(trx: Trx, { cityId }: TenantScope): Promise<void> {
  await trx
    .updateTable('biz.tenant as t')
    .from('biz.tenant as c')
    .set((row) => ({ city_name: row.ref('c.name'), city_name_en: row.ref('c.name_en') }))
    .where('c.tenant_id', '=', cityId)
    .where('t.city_id', '=', cityId)
    .where(sql<boolean>`(t.city_name, t.city_name_en) is distinct from (c.name, c.name_en)`)
    .execute();
}
