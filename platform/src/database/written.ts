import { sql, type RawBuilder } from 'kysely';
import type { Trx } from './database.ts';

/**
 * Runs an update that ends in `returning 1` and checks that it wrote as many rows as were handed to it (an insert writes all
 * of them or fails). They are counted inside the database: sending one answer a row back would cost more than the counting
 * (and `rowCount` counts source rows on Citus).
 */
export async function written(trx: Trx, expected: number, statement: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ n: string }>`with w as (${statement}) select count(*) as n from w`.execute(trx);
  const count = Number(rows[0]?.n);
  if (count !== expected) throw new Error(`a statement wrote ${count} rows instead of ${expected}`);
}

/**
 * Runs an insert that ends in `returning 1` (without it Citus sends the rows through COPY, which row-level security refuses).
 * It writes all its rows or fails, so they are not counted: one is read, the others are written all the same.
 */
export async function inserted(trx: Trx, statement: RawBuilder<unknown>): Promise<void> {
  await sql`with w as (${statement}) select 1 from w limit 1`.execute(trx);
}
