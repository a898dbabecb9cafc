import { applySampleScheme, asOwner, refreshRanking, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { at, openCity, type City } from './open-city.ts';
import { dispatched, peopleOf, taskOf, type People } from './walk-case.ts';

let city: City;
let people: People;
beforeAll(async () => {
  city = await openCity('2026-10-12 09:00');
  people = peopleOf(city);
  await applySampleScheme(city.house.database, systemDeps);
  await city.startWorker();
}, 120_000);
afterAll(() => city.close());

/** The provisional score of 蓬溪 for October as the assessor of the city sees it. */
async function score(): Promise<string | null> {
  const { tenantId, cityId } = city.tenant('pengxi');
  const { results } = await city
    .person('linjing')
    .read<{ results: { tenantId: number; score: string | null }[] }>(
      `{ results(cityId: ${cityId}, periodId: "${await october()}", first: 20) { tenantId score } }`,
    );
  return results.find((result) => result.tenantId === tenantId)?.score ?? null;
}

const october = (): Promise<string> =>
  asOwner(city.house.database, async (trx) => {
    const { id } = await trx
      .selectFrom('biz.period')
      .select('id')
      .where('label', '=', '2026-10')
      .executeTakeFirstOrThrow();
    return id;
  });

/** Whether the worker has counted the feedback and has nothing left to follow. */
const followed = (tenantId: number): Promise<boolean> =>
  asOwner(city.house.database, async (trx) => {
    const marks = [
      await trx.selectFrom('biz.case_dirty').select('id').where('tenant_id', '=', tenantId).execute(),
      await trx.selectFrom('biz.stat_dirty').select('id').where('tenant_id', '=', tenantId).execute(),
    ];
    const counted = await trx
      .selectFrom('biz.stat_bucket')
      .select('counters')
      .where('tenant_id', '=', tenantId)
      .where('basis', '=', 'disposal_due')
      .where('dim_kind', '=', 'all')
      .executeTakeFirst();
    return marks.flat().length === 0 && (counted?.counters as { dispose_num?: number } | undefined)?.dispose_num === 1;
  });

test('a case closed at a desk on the very day it is due moves the provisional score within five seconds', async () => {
  const walk = await dispatched(city, people);
  await walk.act(people.sanitation, 'feed_back', { words: '已清理', photos: [await people.sanitation.photo('after')] });
  await walk.act(people.acceptor, 'ask_check', { unitId: city.unit('pengxi', 'patrol') });
  const check = await taskOf(people.collector, walk, 'check');
  await people.collector.command('cases.answer_check', {
    ...{ ...check, finding: 'passed', photos: [await people.collector.photo('check')] },
  });
  await walk.act(people.acceptor, 'pass_check');
  const { due_at: due } = await asOwner(city.house.database, (trx) =>
    trx
      .selectFrom('biz.case')
      .select('due_at')
      .where('tenant_id', '=', walk.tenantId)
      .where('id', '=', walk.caseId)
      .executeTakeFirstOrThrow(),
  );
  expect(due, 'four working hours from nine').toEqual(at('2026-10-12 15:00'));
  const { tenantId, cityId } = city.tenant('pengxi');
  await expect.poll(() => followed(tenantId), { timeout: 30_000, interval: 50 }).toBe(true);
  await refreshRanking(city.house.database, systemDeps, { tenantId: cityId, cityId, actor: 'test' }, tenantId);
  expect(await score(), 'fed back and checked, not closed: nothing is decided').toBeNull();

  await walk.act(people.shiftLeader, 'close');
  const since = performance.now();
  await expect.poll(score, { timeout: 5_000, interval: 50 }).not.toBeNull();
  console.log(`${await score()} ${Math.round(performance.now() - since)} ms after the case was closed`);
});
