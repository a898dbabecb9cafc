import type { Acting, Trx } from '../../database/database.ts';

export interface Draft {
  readonly about: string;
  readonly act: string;
  /** Tenant of the case; null for one not registered yet. */
  readonly tenantId: number | null;
  readonly text: Readonly<Record<string, unknown>>;
  readonly updatedAt: Date;
}

/** The actor's own drafts, the latest first; `about` narrows them to one case. */
export async function listDrafts(trx: Trx, { tenantId, actor }: Acting, about?: string): Promise<Draft[]> {
  const rows = await trx
    .selectFrom('biz.draft')
    .select(['about', 'act', 'case_tenant_id', 'text', 'updated_at'])
    .where('tenant_id', '=', tenantId)
    .where('actor', '=', actor)
    .$if(about !== undefined, (query) => query.where('about', '=', about ?? ''))
    .orderBy('updated_at', 'desc')
    .orderBy('about')
    .orderBy('act')
    .execute();
  return rows.map((row) => ({
    ...{ about: row.about, act: row.act, tenantId: row.case_tenant_id, updatedAt: row.updated_at },
    text: JSON.parse(row.text) as Draft['text'],
  }));
}
