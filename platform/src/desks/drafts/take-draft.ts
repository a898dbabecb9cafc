import type { Acting, Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';
import { putDraft } from './put-draft.ts';

/** Makes a draft that was handed to the actor his own, in place of one that he had of the form. FLOW-DRAFT-GONE for any other. */
export async function takeDraft(trx: Trx, deps: Deps, acting: Acting, id: string): Promise<void> {
  const handed = await trx
    .deleteFrom('biz.handed_draft')
    .where('tenant_id', '=', acting.tenantId)
    .where('actor', '=', acting.actor)
    .where('id', '=', id)
    .returning(['about', 'act', 'case_tenant_id', 'text'])
    .executeTakeFirst();
  if (handed === undefined) throw new Problem('FLOW-DRAFT-GONE');
  const { about, act, case_tenant_id: tenantId } = handed;
  await putDraft(trx, deps, acting, { about, act, tenantId, text: JSON.parse(handed.text) as Record<string, unknown> });
}
