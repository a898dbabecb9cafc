import { sql } from 'kysely';
import type { Acting, Trx } from '../../database/database.ts';
import { countedSql } from '../counting/count-facts.ts';
import type { Scheme } from '../scheme/compile-scheme.ts';
import type { ListedFigures } from '../counting/figures.ts';
import type { Window } from '../period/window.ts';
import { regionKey } from './result.ts';

/** Writes the lists of a frozen result as they were counted. */
export async function writeLists(
  trx: Trx,
  member: Acting,
  periodId: string,
  lists: ListedFigures['lists'],
): Promise<void> {
  const rows = Object.entries(lists).map(([counter, caseIds]) => ({
    ...regionKey(member, periodId),
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
  periodId: string,
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
    select ${tenantId}::int, ${cityId}::int, ${periodId}::uuid, 1, 'region', ${tenantId}::int, l.counter, l.case_ids
    from (${sql.join(lists, sql` union all `)}) l
    on conflict (tenant_id, period_id, snapshot, object_kind, object_id, counter) do update set case_ids = excluded.case_ids
      where result_list.case_ids is distinct from excluded.case_ids
  `.execute(trx);
}
