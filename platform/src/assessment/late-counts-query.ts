import { sql } from 'kysely';
import { z } from 'zod';
import { query } from '../commands/query.ts';
import type { Trx } from '../database/database.ts';
import { reachOf } from '../identity/reach.ts';
import { readPeriods } from './period/periods.ts';

/** How many cases came late about each published period: the city sees all counties together, a county its own. Counted from events. */
export const lateCountsQuery = query({
  name: 'period.late_counts',
  title: { zh: '各评价周期的迟报案卷数', en: 'Late cases by period' },
  input: z.strictObject({}),
  output: z.strictObject({
    periods: z
      .array(z.strictObject({ label: z.string(), cases: z.int() }))
      .describe('published periods with cases recorded after the closing about days of the period'),
  }),
  problems: [],
  read: async (trx, actor) => {
    const { column, id } = reachOf(actor);
    const tenants = await trx.selectFrom('biz.tenant').select('tenant_id').where(column, '=', id).execute();
    const periods = (await readPeriods(trx, actor.cityId)).filter(({ published }) => published !== null);
    const counts = new Map<string, number>();
    for (const { tenant_id: tenantId } of tenants) {
      for (const late of await countLate(trx, tenantId)) {
        const isInForce = periods.some((each) => each.id === late.periodId && each.published === late.snapshot);
        if (isInForce) counts.set(late.periodId, (counts.get(late.periodId) ?? 0) + late.cases);
      }
    }
    return {
      periods: periods.flatMap((each) => {
        const cases = counts.get(each.id);
        return cases === undefined ? [] : [{ label: each.label, cases }];
      }),
    };
  },
});

interface LateCount {
  readonly periodId: string;
  readonly snapshot: number;
  readonly cases: number;
}

/** The same events as in `readLateEffect`, counted for every closing of a tenant at once. */
async function countLate(trx: Trx, tenantId: number): Promise<LateCount[]> {
  const { rows } = await sql<LateCount>`
    select k.period_id as "periodId", k.snapshot, count(distinct e.case_id)::int as cases
      from biz.closing k
      join biz.case_event e on e.tenant_id = ${tenantId} and e.epoch > k.epoch
      left join biz."case" c on c.tenant_id = ${tenantId} and c.id = e.case_id
     where k.tenant_id = ${tenantId}
       and case when e.kind = 'corrected' then c.reported_at else e.occurred_at end >= k.from_at
       and case when e.kind = 'corrected' then c.reported_at else e.occurred_at end < k.to_at
     group by k.period_id, k.snapshot`.execute(trx);
  return rows;
}
