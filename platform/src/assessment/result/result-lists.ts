import { sql } from 'kysely';
import type { Acting, Trx } from '../../database/database.ts';
import { countedSql } from '../counting/count-facts.ts';
import type { Scheme } from '../scheme/compile-scheme.ts';
import type { ListedFigures } from '../counting/figures.ts';
import type { Period } from '../period/periods.ts';
import type { Window } from '../period/window.ts';
import { regionKey } from './result.ts';

/** Writes the lists of a result that is to be frozen, as they were counted. */
export async function writeLists(
  trx: Trx,
  member: Acting,
  period: Period,
  lists: ListedFigures['lists'],
): Promise<void> {
  const rows = Object.entries(lists).map(([counter, caseIds]) => ({
    ...regionKey(member, period),
    counter,
    case_ids: [...caseIds],
  }));
  if (rows.length === 0) return;
  await trx
    .insertInto('biz.result_list')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'period_id', 'snapshot', 'object_kind', 'object_id', 'counter'])
        .doUpdateSet((set) => ({ case_ids: set.ref('excluded.case_ids') })),
    )
    .execute();
}

/** Rewrites the lists of a running period from the facts, inside the database; lists that did not change stay. */
export async function refreshLists(
  trx: Trx,
  { tenantId, cityId }: Acting,
  { id, snapshot }: Pick<Period, 'id' | 'snapshot'>,
  scheme: Scheme,
  window: Window,
  asOf: Date,
): Promise<void> {
  if (scheme.counters.length === 0) return;
  const lists = scheme.counters.map(
    (name) => sql`
      select ${name}::text as counter, coalesce(array_agg(f.case_id order by f.case_id), '{}') as case_ids
      from biz.case_fact f where f.tenant_id = ${tenantId} and ${countedSql(scheme, name, window, asOf)}`,
  );
  await sql`
    insert into biz.result_list (tenant_id, city_id, period_id, snapshot, object_kind, object_id, counter, case_ids)
    select ${tenantId}::int, ${cityId}::int, ${id}::uuid, ${snapshot}::int, 'region', ${tenantId}::int, l.counter, l.case_ids
    from (${sql.join(lists, sql` union all `)}) l
    on conflict (tenant_id, period_id, snapshot, object_kind, object_id, counter) do update set case_ids = excluded.case_ids
      where result_list.case_ids is distinct from excluded.case_ids
  `.execute(trx);
}

/** The lists of a member's result as they are stored, by counter. */
export async function readStoredLists(
  trx: Trx,
  tenantId: number,
  periodId: string,
  snapshot: number,
): Promise<Record<string, readonly string[]>> {
  const rows = await trx
    .selectFrom('biz.result_list')
    .select(['counter', 'case_ids'])
    .where('tenant_id', '=', tenantId)
    .where('period_id', '=', periodId)
    .where('snapshot', '=', snapshot)
    .where('object_kind', '=', 'region')
    .execute();
  return Object.fromEntries(rows.map(({ counter, case_ids }) => [counter, case_ids]));
}
