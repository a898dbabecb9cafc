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

it('marks that come while the database thinks there are none are folded in no time', async () => {
  // An idle worker's table: pages, and a count of nothing.
  await boss.query(MARKS);
  await boss.query(`delete from biz.stat_dirty where id <> (select id from biz.stat_dirty order by id desc limit 1)`);
  await boss.query('vacuum analyze biz.stat_dirty');
  await boss.query(MARKS);
  const started = performance.now();
  const { buckets, more } = await foldTenant(database, WILLOW);
  expect(performance.now() - started).toBeLessThan(15_000); // pair by pair it takes minutes
  expect({ buckets, more }).toEqual({ buckets: 28, more: true });
  const left = await boss.query('select from biz.stat_dirty');
  expect(left.rowCount).toBe(1);
}, 300_000);
