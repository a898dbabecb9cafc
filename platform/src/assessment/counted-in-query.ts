import { sql } from 'kysely';
import { z } from 'zod';
import { query } from '../commands/query.ts';
import type { Trx } from '../database/database.ts';
import { readPeriods, shownSnapshot, type Period } from './period/periods.ts';
import { readScheme } from './scheme/schemes.ts';
import { titleOf } from './scheme/words.ts';

const words = z.strictObject({ zh: z.string(), en: z.string() });

/** The figures a case is counted in, of the snapshots that are shown: the way from a case to a score. */
export const countedInQuery = query({
  name: 'cases.counted_in',
  title: { zh: '案卷计入的指标', en: 'The figures a case is counted in' },
  input: z.strictObject({ tenantId: z.int32().positive(), caseId: z.uuid() }),
  output: z.strictObject({
    periods: z
      .array(
        z.strictObject({
          periodId: z.uuid(),
          label: z.string(),
          counters: z.array(z.strictObject({ name: z.string(), title: words })).describe('in the order of the scheme'),
        }),
      )
      .describe('the latest first; none for a case that the reader may not see'),
  }),
  problems: [],
  read: async (trx, { cityId }, { tenantId, caseId }) => {
    const periods = await periodsSince(trx, cityId, await readReportedDay(trx, tenantId, caseId));
    const lists = await readListsOf(trx, tenantId, caseId, periods);
    const counted = [];
    for (const period of periods) {
      const snapshot = shownSnapshot(period);
      const own = lists.filter((list) => list.period_id === period.id && list.snapshot === snapshot);
      const names = new Set(own.map(({ counter }) => counter));
      if (names.size === 0) continue;
      const { scheme } = await readScheme(trx, cityId, period.schemeId, period.schemeVersion);
      const counters = scheme.counters
        .filter((name) => names.has(name))
        .map((name) => ({ name, title: { ...titleOf(scheme, name) } }));
      if (counters.length > 0) counted.push({ periodId: period.id, label: period.label, counters });
    }
    return { periods: counted };
  },
});

async function readReportedDay(trx: Trx, tenantId: number, caseId: string): Promise<string | null> {
  const fact = await trx
    .selectFrom('biz.case_fact')
    .select('reported_day')
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return fact?.reported_day ?? null;
}

/** A case counts in no period that was over before it was reported: the lists of those are not opened. */
async function periodsSince(trx: Trx, cityId: number, day: string | null): Promise<Period[]> {
  return day === null ? [] : (await readPeriods(trx, cityId)).filter(({ toDay }) => toDay > day);
}

async function readListsOf(trx: Trx, tenantId: number, caseId: string, periods: readonly Period[]) {
  if (periods.length === 0) return [];
  return trx
    .selectFrom('biz.result_list')
    .select(['period_id', 'snapshot', 'counter'])
    .where('tenant_id', '=', tenantId)
    .where(
      'period_id',
      'in',
      periods.map(({ id }) => id),
    )
    .where('object_kind', '=', 'region')
    .where(sql<boolean>`${caseId}::uuid = any(case_ids)`)
    .execute();
}
