import type { Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';

/** The place in time where a transaction writes, held until it ends. */
export interface Cut {
  /** `recorded_at` of everything it writes: strictly after everything recorded before, whatever a machine's clock says. */
  readonly recordedAt: Date;
  /** End (exclusive) of the latest closed period; earlier days are late. */
  readonly closedToDay: string | null;
}

/**
 * Locks the tenant's cut: whoever records something and whoever closes a period does this first, so that every writing is
 * wholly before a closing or wholly after it. Throws when the tenant was never provisioned with one.
 */
export async function lockCut(trx: Trx, { clock }: Deps, tenantId: number): Promise<Cut> {
  const row = await trx
    .selectFrom('biz.period_cut')
    .select(['last_recorded_at', 'closed_to_day'])
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const next = row.last_recorded_at.getTime() + 1; // instants are whole ms
  return { recordedAt: new Date(Math.max(clock.now().getTime(), next)), closedToDay: row.closed_to_day };
}

/** Moves the locked cut to what this transaction records. */
export async function moveCut(trx: Trx, tenantId: number, { recordedAt }: Cut): Promise<void> {
  await trx
    .updateTable('biz.period_cut')
    .set({ last_recorded_at: recordedAt })
    .where('tenant_id', '=', tenantId)
    .execute();
}
