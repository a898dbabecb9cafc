import type { Acting, Trx } from '../../database/database.ts';

/** Whether there was one. */
export async function deleteDraft(
  trx: Trx,
  { tenantId, actor }: Acting,
  { about, act }: { readonly about: string; readonly act: string },
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('biz.draft')
    .where('tenant_id', '=', tenantId)
    .where('actor', '=', actor)
    .where('about', '=', about)
    .where('act', '=', act)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
