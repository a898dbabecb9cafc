import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../database/database.ts';
import { ENDED } from '../stage.ts';

/**
 * Cases of a tenant whose clock has started and that have not ended, of which a condition over biz."case" `c` holds. They keep
 * the limit they started with.
 */
export async function countRunning(trx: Trx, tenantId: number, condition: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from biz."case" c
     where c.tenant_id = ${tenantId} and coalesce(c.filed_at, c.dispatched_at) is not null
       and c.stage not in (${sql.join(ENDED)}) and ${condition}`.execute(trx);
  return rows[0]?.count ?? 0;
}
