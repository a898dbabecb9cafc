import type { Trx } from '../database/database.ts';

/** Body of the tenant's centre: what it holds lies there, and its jobs act as it. */
export async function readDesk(trx: Trx, tenantId: number): Promise<number> {
  const { id } = await trx
    .selectFrom('biz.unit')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('kind', 'in', ['centre', 'sub_centre'])
    .where('parent_id', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}
