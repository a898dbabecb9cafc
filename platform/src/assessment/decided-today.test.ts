import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { RIVERTON, WILLOW } from '../../test/people.ts';
import type { CasePicture } from '../cases/fields.ts';
import { asOwner } from '../database/transaction.ts';
import { foldTenant } from './counting/fold.ts';
import { openPeriod } from './period/periods.ts';
import { refreshRanking } from './refresh-ranking.ts';
import type { ResultDocument } from './result/result.ts';
import { publishScheme } from './scheme/schemes.ts';
import { shippedSchemes } from './scheme/shipped-schemes.ts';

let database: TestDatabase;
let deps: ReturnType<typeof standingDeps>;
beforeEach(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  deps = standingDeps(local('2026-10-20 09:00'));
  const region = shippedSchemes().find((each) => (each as { id: string }).id === 'liangji-region-1');
  await publishScheme(database, deps, RIVERTON, region);
  await openPeriod(database, deps, RIVERTON, {
    ...{ label: '2026-10', series: 'month', fromDay: '2026-10-01', toDay: '2026-11-01' },
    ...{ schemeId: 'liangji-region-1', schemeVersion: 1 },
  });
});
afterEach(() => database.drop());

/** Dispatched on Tuesday the 20th at eight, due after so many working hours: four end at noon, twelve on Wednesday at noon. */
const dispatched = (limitValue: string, fields: Partial<CasePicture> = {}): CasePicture => {
  const at = local('2026-10-20 08:00');
  const limit = { limitValue, limitUnit: 'working_hour' } as const;
  return picture({ reportedAt: at, filedAt: at, dispatchedAt: at, cellId: 1, classId: 1, ...limit, ...fields });
};
const done = (wall: string): Partial<CasePicture> => ({ disposedAt: local(wall), closedAt: local(wall) });

/** What the provisional result of willow counts and lists at a moment. */
async function counted(now: string) {
  deps.moveTo(local(now));
  while ((await foldTenant(database, WILLOW)).more);
  await refreshRanking(database, deps, RIVERTON, WILLOW.tenantId);
  return asOwner(database, async (trx) => {
    const { document } = await trx
      .selectFrom('biz.result')
      .select('document')
      .where('tenant_id', '=', WILLOW.tenantId)
      .executeTakeFirstOrThrow();
    const lists = await trx
      .selectFrom('biz.result_list')
      .select(['counter', 'case_ids'])
      .where('tenant_id', '=', WILLOW.tenantId)
      .execute();
    const listed = (name: string) => lists.find(({ counter }) => counter === name)?.case_ids.length;
    const { values } = document as unknown as ResultDocument;
    const printed = (name: string) => {
      const value = values[name];
      return value?.state === 'value' ? value.printed : undefined;
    };
    return {
      ...{ need: listed('need_archive_num'), closed: listed('archive_num'), inTime: listed('intime_archive_num') },
      rates: ['closing_rate', 'on_time_closing_rate'].map(printed),
    };
  });
}

it('a case due today counts when it is closed, in time or late, and open only when its day is over', async () => {
  const [early, late, open] = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of [early, late, open]) await record(database, deps, WILLOW, id, dispatched('4'));
  expect(await counted('2026-10-20 10:00')).toEqual({ need: 0, closed: 0, inTime: 0, rates: [undefined, undefined] });
  await record(database, deps, WILLOW, early, dispatched('4', done('2026-10-20 11:00')));
  expect(await counted('2026-10-20 11:00')).toEqual({ need: 1, closed: 1, inTime: 1, rates: ['100.00%', '100.00%'] });
  expect(await counted('2026-10-20 13:00'), 'the deadline of the others has passed, their day has not').toEqual({
    ...{ need: 1, closed: 1, inTime: 1, rates: ['100.00%', '100.00%'] },
  });
  await record(database, deps, WILLOW, late, dispatched('4', done('2026-10-20 15:00')));
  expect(await counted('2026-10-20 15:00')).toEqual({ need: 2, closed: 2, inTime: 1, rates: ['100.00%', '50.00%'] });
  expect(await counted('2026-10-21 00:01')).toEqual({ need: 3, closed: 2, inTime: 1, rates: ['66.67%', '33.33%'] });
});

it('so does one that is closed a day before it was due; one that was only disposed of waits for its day', async () => {
  const [closed, disposed] = [randomUUID(), randomUUID()];
  await record(database, deps, WILLOW, closed, dispatched('12', done('2026-10-20 11:00')));
  await record(database, deps, WILLOW, disposed, dispatched('12', { disposedAt: local('2026-10-20 11:00') }));
  expect(await counted('2026-10-20 11:00')).toEqual({ need: 1, closed: 1, inTime: 1, rates: ['100.00%', '100.00%'] });
  expect(await counted('2026-10-21 15:00')).toEqual({ need: 1, closed: 1, inTime: 1, rates: ['100.00%', '100.00%'] });
  expect(await counted('2026-10-22 00:01')).toEqual({ need: 2, closed: 1, inTime: 1, rates: ['50.00%', '50.00%'] });
});

it('one that belongs to the next month does not count in this one, however early it is closed', async () => {
  await record(database, deps, WILLOW, randomUUID(), dispatched('80', done('2026-10-20 11:00')));
  expect(await counted('2026-10-20 11:00')).toEqual({ need: 0, closed: 0, inTime: 0, rates: [undefined, undefined] });
});
