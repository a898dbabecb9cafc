import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

/** The tables of which a resend must not touch a row. */
export const UNTOUCHED = ['case', 'case_fact', 'case_event', 'stat_dirty'] as const;
export type Writes = Readonly<Record<(typeof UNTOUCHED)[number], number>>;

const FLUSHED_MS = 30_000;

/** Rows inserted, updated and deleted so far, as pg_stat knows them. */
export async function countWrites(client: Client): Promise<Writes> {
  const { rows } = await client.query(
    `select relname as name, (n_tup_ins + n_tup_upd + n_tup_del)::int as writes from pg_stat_user_tables
     where schemaname = 'biz' and relname = any($1)`,
    [UNTOUCHED],
  );
  return Object.fromEntries(rows.map(({ name, writes }) => [name, writes])) as Writes;
}

/**
 * Waits until every connection has reported to pg_stat what it did: an idle one does so within ten seconds. Known by the number
 * of cases that were made, and by as many marks taken as were left.
 */
export async function settledWrites(client: Client, cases: number): Promise<Writes> {
  const until = Date.now() + FLUSHED_MS;
  for (;;) {
    const { rows } = await client.query(
      `select bool_and(case relname when 'case' then n_tup_ins >= $1 else n_tup_ins = n_tup_del end) as settled
       from pg_stat_user_tables where schemaname = 'biz' and relname in ('case', 'stat_dirty')`,
      [cases],
    );
    if (rows[0].settled === true) return countWrites(client);
    if (Date.now() > until) throw new Error('pg_stat does not show the first pass');
    await sleep(200);
  }
}
