import type { Database } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { Member, Period } from '../period/periods.ts';
import { regionResult } from '../period/region-result.ts';

/**
 * Freezes what a closing has counted and ranked of one county: its figures, their lists and what was entered. From then on
 * the database refuses every change. What is frozen already stays.
 */
export async function freezeMember(database: Database, { id, snapshot }: Period, member: Member): Promise<void> {
  const { tenantId } = member;
  await inTenant(database, 'rollup', member, async (trx) => {
    await trx
      .updateTable('biz.result')
      .set({ is_frozen: true })
      .where('tenant_id', '=', tenantId)
      .where('period_id', '=', id)
      .where(regionResult(snapshot))
      .where('is_frozen', '=', false)
      .execute();
    for (const table of ['biz.result_list', 'biz.scheme_input'] as const) {
      await trx
        .updateTable(table)
        .set({ is_frozen: true })
        .where('tenant_id', '=', tenantId)
        .where('period_id', '=', id)
        .where('snapshot', '=', snapshot)
        .where('is_frozen', '=', false)
        .execute();
    }
  });
}
