import { z } from 'zod';
import { query } from '../commands/query.ts';
import { readLateEffect } from './late-effect.ts';
import { readPeriod } from './period/periods.ts';

const words = z.strictObject({ zh: z.string(), en: z.string() });
const count = z.int().min(0);

/** What came late about a published period, county by county, and what it would have changed: the city sees all, a county itself. */
export const lateEffectQuery = query({
  name: 'period.late',
  title: { zh: '评价周期定稿后的迟报数据', en: 'What came after a period was closed' },
  input: z.strictObject({ label: z.string().min(1).max(64) }),
  output: z.strictObject({
    label: z.string(),
    snapshot: count,
    members: z.array(
      z.strictObject({
        tenantId: z.int32(),
        name: z.string(),
        cases: count.describe('recorded after the closing about days of the period'),
        events: count,
        countedElsewhere: count.describe('cases that a later period of the series has counted'),
        ...{ score: z.string().nullable(), grade: z.string().nullable() },
        scoreWith: z.string().nullable().describe('as if they had been there in time'),
        gradeWith: z.string().nullable(),
        counters: z.array(z.strictObject({ name: z.string(), title: words, before: count, after: count })),
      }),
    ),
  }),
  problems: ['PERIOD-UNKNOWN', 'PERIOD-NOT-CLOSED'],
  read: async (trx, { tenantId, cityId, tenant }, { label }) => {
    const period = await readPeriod(trx, cityId, label);
    const seen =
      tenantId === cityId
        ? await trx
            .selectFrom('biz.tenant')
            .select(['tenant_id', 'name'])
            .where('city_id', '=', cityId)
            .where('kind', '<>', 'city')
            .orderBy('tenant_id')
            .execute()
        : [{ tenant_id: tenantId, name: tenant.name }];
    const members = [];
    for (const { tenant_id: id, name } of seen) {
      const effect = await readLateEffect(trx, { tenantId: id, cityId }, period);
      if (effect !== null) members.push({ tenantId: id, name, ...effect, counters: [...effect.counters] });
    }
    return { label, snapshot: period.published ?? 0, members };
  },
});
