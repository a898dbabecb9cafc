import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTestIntake, upload, willowRow, type TestIntake } from '../../test/intake/county.ts';
import { openDatabase } from '../database/database.ts';

/** Two chunks. */
const ROWS = 4_000;
/** Checks of foreign keys look up one case for its source, its fact and each of its events: no more than ten a row. */
const READS_A_ROW = 20;

let intake: TestIntake;
beforeAll(async () => {
  intake = await makeTestIntake();
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

const rowsOf = (name: string, count: number): Record<string, string>[] =>
  Array.from({ length: count }, (_, n) => willowRow(`${name}-${n}`));

it('reads as many cases as it has rows, though the connection first met an analysed table of ten', async () => {
  const boss = await intake.database.superuser();
  const own = openDatabase(intake.database.urls, { poolSize: 1 }); // one connection, closed to be counted
  const services = { ...intake, database: { ...intake.database, ...own } };
  try {
    await boss.query('analyze');
    await upload(services, rowsOf('few', 10)); // every check has been planned for good now
    await upload(services, rowsOf('many', ROWS));
    await own.close();
    for (;;) {
      const { rows } = await boss.query<{ written: number; read: number }>(
        `select t.n_tup_ins::int as written, (t.seq_tup_read + (select sum(idx_tup_read) from pg_stat_user_indexes i
           where i.relid = t.relid))::int as read from pg_stat_user_tables t where t.relid = 'biz."case"'::regclass`,
      );
      const { written, read } = rows[0]!;
      if (written < ROWS + 10) {
        await sleep(50); // a connection that ended is counted a little later
        continue;
      }
      expect(read).toBeGreaterThan(ROWS);
      expect(read).toBeLessThan(ROWS * READS_A_ROW);
      return;
    }
  } finally {
    await boss.end();
  }
});
