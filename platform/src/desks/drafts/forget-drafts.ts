import type { Acting, Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';

const KEPT_MS = 30 * 24 * 3_600_000;

/** Forgets the drafts of a tenant that nobody has touched, or taken, for 30 days. Role rollup; returns how many. */
export async function forgetDrafts(trx: Trx, { clock }: Deps, { tenantId }: Acting): Promise<number> {
  const before = new Date(clock.now().getTime() - KEPT_MS);
  const typed = await trx
    .deleteFrom('biz.draft')
    .where('tenant_id', '=', tenantId)
    .where('updated_at', '<', before)
    .executeTakeFirstOrThrow();
  const handed = await trx
    .deleteFrom('biz.handed_draft')
    .where('tenant_id', '=', tenantId)
    .where('handed_at', '<', before)
    .executeTakeFirstOrThrow();
  return Number(typed.numDeletedRows + handed.numDeletedRows);
}
