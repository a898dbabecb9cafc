import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import type { CounterName } from '../scheme/counters.ts';

/** By what cases are put together: a column of their facts. */
export const GROUPINGS = {
  class: 'class_id',
  source: 'source_group',
  street: 'street_id',
  cell: 'cell_id',
  unit: 'lead_unit_id',
} as const;
export type Grouping = keyof typeof GROUPINGS;

/** How many cases of a group each counter counted; key null: nothing is known of them. */
export interface CountedGroup {
  readonly key: string | null;
  readonly counts: Readonly<Partial<Record<CounterName, number>>>;
}

/**
 * The cases on the lists of some counters, put together. It reads as many facts as the lists have cases, by their keys: a list
 * is what one period counted, however many cases there are beside it. Which cases those are is as the lists say, what is known
 * of each is of now.
 */
export async function countGroups(
  trx: Trx,
  { tenantId, periodId, snapshot }: { readonly tenantId: number; readonly periodId: string; readonly snapshot: number },
  counters: readonly CounterName[],
  by: Grouping,
): Promise<CountedGroup[]> {
  const { rows } = await sql<{ key: string | null; counter: CounterName; cases: number }>`
    select ${sql.ref(`f.${GROUPINGS[by]}`)}::text as key, l.counter, count(*)::int as cases
      from biz.result_list l
      cross join lateral unnest(l.case_ids) as listed (case_id)
      join biz.case_fact f on f.tenant_id = ${tenantId} and f.case_id = listed.case_id
     where l.tenant_id = ${tenantId} and l.period_id = ${periodId} and l.snapshot = ${snapshot}
       and l.object_kind = 'region' and l.counter = any(${[...counters]}::text[])
     group by 1, 2`.execute(trx);
  return [...Map.groupBy(rows, ({ key }) => key)].map(([key, own]) => ({
    key,
    counts: Object.fromEntries(own.map(({ counter, cases }) => [counter, cases])),
  }));
}
