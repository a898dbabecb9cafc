import { sql } from 'kysely';
import { dateArray, int4Array } from '../../database/pg-arrays.ts';
import type { Acting, Trx } from '../../database/database.ts';

/** Cases of uploads have a series of their own, or a caller's number would wait for a whole chunk. */
export type Series = 'native' | 'upload';

const LETTER: Readonly<Record<Series, string>> = { native: '', upload: 'U' };

/**
 * Case numbers for reports of these civil days (YYYY-MM-DD), in their order: prefix of the tenant, day, letter of the series,
 * counter of the tenant, day and series: `510981-20261001-U00001`. Unique in the city, because the tenant's prefix is.
 *
 * Taken right before writing, so that the counters are held shortly, and in the order of the days.
 */
export async function takeNumbers(
  trx: Trx,
  { tenantId, cityId }: Acting,
  series: Series,
  days: readonly string[],
): Promise<string[]> {
  if (days.length === 0) return [];
  const wanted = [...Map.groupBy(days, (day) => day)].sort(([a], [b]) => (a < b ? -1 : 1));
  const [{ number_prefix: prefix }, { rows }] = await Promise.all([
    trx.selectFrom('biz.tenant').select('number_prefix').where('tenant_id', '=', tenantId).executeTakeFirstOrThrow(),
    sql<{ day: string; last_value: number }>`
      insert into biz.case_number (tenant_id, city_id, series, day, last_value)
      select ${tenantId}::int, ${cityId}::int, ${series}, r.day, r.count
        from unnest(${dateArray(wanted.map(([day]) => day))}::date[],
                    ${int4Array(wanted.map(([, some]) => some.length))}::int[]) as r(day, count)
      on conflict (tenant_id, day, series) do update set last_value = case_number.last_value + excluded.last_value
      returning day, last_value`.execute(trx),
  ]);
  const taken = new Map(wanted.map(([day, some]) => [day, some.length]));
  const next = new Map(rows.map(({ day, last_value: last }) => [day, last - (taken.get(day) ?? 0) + 1]));
  return days.map((day) => {
    const count = next.get(day) ?? 0;
    next.set(day, count + 1);
    return `${prefix}-${day.replaceAll('-', '')}-${LETTER[series]}${String(count).padStart(5, '0')}`;
  });
}
