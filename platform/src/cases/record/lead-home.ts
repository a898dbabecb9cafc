import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../database/database.ts';

/**
 * Rows with `lead_home_id` beside their `lead_unit_id`: the tenant of the body that leads, which decides who reads as the lead.
 * A body that the tenant does not know has none, and the tables refuse such a row. The writer must see the tenant's bodies.
 */
export const withLeadHome = (tenantId: number, rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  (select r.*, body.home_id as lead_home_id
     from ${rows} left join biz.body as body on body.tenant_id = ${tenantId} and body.unit_id = r.lead_unit_id) as r`;

/** Bodies that may work the cases of a tenant → the tenant each belongs to. */
export async function readHomes(trx: Trx, tenantId: number): Promise<Map<number, number>> {
  const bodies = trx.selectFrom('biz.body').select(['unit_id', 'home_id']).where('tenant_id', '=', tenantId);
  return new Map((await bodies.execute()).map((body) => [body.unit_id, body.home_id]));
}
