import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';

/** Takes the next `count` numbers of a counter that runs over all tenants (ids are meaningless and never reused). */
export async function takeNumbers(trx: Trx, name: 'tenant' | 'unit', count: number): Promise<number[]> {
  const { last_value: last } = await trx
    .insertInto('control.counter')
    .values({ name, last_value: count })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ last_value: sql`counter.last_value + ${count}` }))
    .returning('last_value')
    .executeTakeFirstOrThrow();
  return Array.from({ length: count }, (_, index) => last - count + 1 + index);
}
