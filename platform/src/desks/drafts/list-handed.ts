import type { Acting, Trx } from '../../database/database.ts';
import type { Draft } from './list-drafts.ts';

export interface HandedDraft extends Draft {
  readonly id: string;
  /** Name of whoever typed it. */
  readonly from: string;
}

/** Drafts that were handed to the actor and that he has not taken, the latest first; `about` narrows them to one case. */
export async function listHanded(trx: Trx, { tenantId, actor }: Acting, about?: string): Promise<HandedDraft[]> {
  const rows = await trx
    .selectFrom('biz.handed_draft')
    .select(['id', 'from_name', 'about', 'act', 'case_tenant_id', 'text', 'handed_at'])
    .where('tenant_id', '=', tenantId)
    .where('actor', '=', actor)
    .$if(about !== undefined, (query) => query.where('about', '=', about ?? ''))
    .orderBy('handed_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, from: row.from_name, about: row.about, act: row.act, tenantId: row.case_tenant_id },
    ...{ text: JSON.parse(row.text) as Draft['text'], updatedAt: row.handed_at },
  }));
}
