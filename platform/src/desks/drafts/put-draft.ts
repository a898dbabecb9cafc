import type { Acting, Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';

/** Of one draft as JSON, UTF-8. */
const MOST_KB = 16;
/** Of one person. */
const MOST_DRAFTS = 100;

interface DraftText {
  readonly about: string;
  readonly act: string;
  readonly tenantId: number | null;
  readonly text: Readonly<Record<string, unknown>>;
}

/** Writes or replaces a draft of the actor's; gives when. QUOTA-DRAFT-SIZE, QUOTA-DRAFTS. */
export async function putDraft(trx: Trx, { clock }: Deps, acting: Acting, draft: DraftText): Promise<Date> {
  const { about, act, tenantId, text } = draft;
  const json = JSON.stringify(text);
  if (Buffer.byteLength(json) > MOST_KB * 1024) throw new Problem('QUOTA-DRAFT-SIZE', { limit: MOST_KB });
  const { count } = await trx
    .selectFrom('biz.draft')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('tenant_id', '=', acting.tenantId)
    .where('actor', '=', acting.actor)
    .where((where) => where.not(where.and({ about, act })))
    .executeTakeFirstOrThrow();
  if (Number(count) >= MOST_DRAFTS) throw new Problem('QUOTA-DRAFTS', { limit: MOST_DRAFTS });
  const written = { text: json, case_tenant_id: tenantId, updated_at: clock.now() };
  await trx
    .insertInto('biz.draft')
    .values({ tenant_id: acting.tenantId, city_id: acting.cityId, actor: acting.actor, about, act, ...written })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'actor', 'about', 'act']).doUpdateSet(written))
    .execute();
  return written.updated_at;
}
