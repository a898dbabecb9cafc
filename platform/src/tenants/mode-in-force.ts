import type { Trx } from '../database/database.ts';

/** The mode of a tenant at an instant, by the instant it is in force from; null before the first one. */
export type ModeAt = (at: Date) => Date | null;

/** Reads when the modes of a tenant begin. A case keeps the one in force when it was reported. */
export async function readModes(trx: Trx, tenantId: number): Promise<ModeAt> {
  const modes = await trx
    .selectFrom('biz.tenant_mode')
    .select('from_at')
    .where('tenant_id', '=', tenantId)
    .orderBy('from_at', 'desc')
    .execute();
  return (at) => modes.find(({ from_at }) => from_at <= at)?.from_at ?? null;
}
