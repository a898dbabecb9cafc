import { afterAll, beforeAll, expect, it } from 'vitest';
import { foldTenant } from '../../src/assessment/counting/fold.ts';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { makeWillowAndReed, WILLOW } from '../people.ts';

let database: TestDatabase;
let boss: Awaited<ReturnType<TestDatabase['superuser']>>;
beforeAll(async () => {
  database = await freshDatabase('willow_and_reed', makeWillowAndReed);
  boss = await database.superuser();
});
afterAll(async () => {
  await boss.end();
  await database.drop();
});

const MARKS = `insert into biz.stat_dirty
  select 2, 1, uuidv7(), 'filed', date '2026-10-01' + n % 28, 'all', 0 from generate_series(1, 20000) n`;

/** Folds the first turn of 20,001 marks; milliseconds. */
async function fold(): Promise<number> {
  const began = performance.now();
  const { buckets, more } = await foldTenant(database, WILLOW);
  const took = performance.now() - began;
  expect({ buckets, more }).toEqual({ buckets: 28, more: true });
  const left = await boss.query('select from biz.stat_dirty');
  expect(left.rowCount).toBe(1);
  return took;
}

it('marks that come while the database thinks there are none are not compared pair by pair', async () => {
  await boss.query(MARKS);
  await boss.query(`insert into biz.stat_dirty select 2, 1, uuidv7(), 'filed', date '2026-10-28', 'all', 0`);
  const usual = await fold();
  // An idle worker's table: pages, and a count of nothing.
  await boss.query(MARKS);
  await boss.query(`delete from biz.stat_dirty where id <> (select id from biz.stat_dirty order by id desc limit 1)`);
  await boss.query('vacuum analyze biz.stat_dirty');
  await boss.query(MARKS);
  const unknown = await fold();
  expect(unknown / usual, 'times as long; pair by pair: some hundred times').toBeLessThan(50);
}, 300_000);
