import { sql } from 'kysely';
import type { Acting, Trx } from '../../database/database.ts';

/** Takes `count` case numbers of a day; returns the first. The last thing before writing, so the counter is held shortly. */
export async function takeNumbers(trx: Trx, acting: Acting, day: string, count: number): Promise<number> {
  if (count === 0) return 0;
  const row = await trx
    .insertInto('biz.case_number')
    .values({ tenant_id: acting.tenantId, city_id: acting.cityId, day, last_value: count })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'day'])
        .doUpdateSet({ last_value: sql`case_number.last_value + excluded.last_value` }),
    )
    .returning('last_value')
    .executeTakeFirstOrThrow();
  return row.last_value - count + 1;
}
