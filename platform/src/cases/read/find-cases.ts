import { sql } from 'kysely';
import { z } from 'zod';
import { query } from '../../commands/query.ts';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import { IS_OPEN } from '../stage.ts';
import { reachOf } from '../../identity/reach.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';

const MOST = 50;
/** So many are looked at again without their personal data. */
const MOST_READ = 4 * MOST;

const input = z.strictObject({ words: z.string().trim().min(2).max(50) });

const foundCase = z.strictObject({ tenantId: z.int32(), caseId: z.uuid() }).meta({ id: 'FoundCase' });
export type FoundCase = z.infer<typeof foundCase>;

/**
 * Cases by what somebody knows of them, among those the actor may see, at most 50: by the whole number whatever became of the
 * case; of open cases also by a part of number, class, address or description, the soonest due first. A text is compared as it
 * is shown, so that nobody finds out a telephone number by searching for it.
 */
export async function findCases(trx: Trx, actor: Actor, { words }: z.infer<typeof input>): Promise<FoundCase[]> {
  const { column, id } = reachOf(actor);
  const isReached = sql`${sql.ref(`c.${column}`)} = ${id}`;
  // Numbers are kept by tenant: those of a city are few.
  const tenants = await trx.selectFrom('biz.tenant').select('tenant_id').where(column, '=', id).execute();
  const tenantIds = tenants.map(({ tenant_id: tenantId }) => tenantId);
  const { rows } = await sql<{
    tenant_id: number;
    id: string;
    shown: (string | null)[];
    hidden: (string | null)[];
  }>`
    (select c.tenant_id, c.id, array[c.case_no] as shown, array[]::text[] as hidden
       from biz."case" c
      where ${isReached} and c.tenant_id = any(${tenantIds}::int[]) and c.case_no = ${words}
      limit ${MOST})
    union all
    (select c.tenant_id, c.id, array[c.case_no, k.class_name] as shown, array[c.address, c.description] as hidden
       from biz."case" c
       left join lookup.class k on k.id = c.class_id
      where ${isReached} and ${sql.raw(`c.${IS_OPEN}`)}
        and (strpos(lower(c.case_no), lower(${words})) > 0 or strpos(lower(k.class_name), lower(${words})) > 0
          or strpos(lower(c.address), lower(${words})) > 0 or strpos(lower(c.description), lower(${words})) > 0)
      order by coalesce(c.step_due_at, '9999-12-31T00:00:00Z'::timestamptz), c.id
      limit ${MOST_READ})`.execute(trx);
  const has = (text: string | null): boolean => text?.toLowerCase().includes(words.toLowerCase()) ?? false;
  const found = rows.filter(
    ({ shown, hidden }) => shown.some(has) || hidden.some((text) => text !== null && has(maskPersonal(text))),
  );
  const unique = new Map(found.map(({ tenant_id: tenantId, id: caseId }) => [caseId, { tenantId, caseId }]));
  return [...unique.values()].slice(0, MOST);
}

export const findCasesQuery = query({
  name: 'cases.find',
  title: { zh: '查找案卷', en: 'Find cases by number or words' },
  input,
  output: z.strictObject({ cases: z.array(foundCase).describe('at most 50') }),
  problems: [],
  read: async (trx, actor, given) => ({ cases: await findCases(trx, actor, given) }),
});
