import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { RIVERTON, WILLOW } from '../../test/people.ts';
import { asOwner } from '../database/transaction.ts';
import { foldTenant } from './counting/fold.ts';
import { openRankedPeriod } from './open-ranked-period.ts';
import { publishScheme } from './scheme/schemes.ts';
import { shippedSchemes } from './scheme/shipped-schemes.ts';

let database: TestDatabase;
const deps = standingDeps(local('2026-10-20 09:00'));
const region = { schemeId: 'liangji-region-1', schemeVersion: 1 };
const october = { label: '2026-10', series: 'month', fromDay: '2026-10-01', toDay: '2026-11-01', ...region };

beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  for (const scheme of shippedSchemes()) await publishScheme(database, deps, RIVERTON, scheme);
  const at = local('2026-10-12 08:00');
  const done = local('2026-10-12 10:00');
  const limit = { limitValue: '4', limitUnit: 'working_hour' } as const;
  const filed = { reportedAt: at, filedAt: at, dispatchedAt: at, disposedAt: done, closedAt: done };
  await record(database, deps, WILLOW, randomUUID(), picture({ ...filed, cellId: 1, classId: 1, ...limit }));
  while ((await foldTenant(database, WILLOW)).more);
});
afterAll(() => database.drop());

it('a period opened over data that is there already shows every member with its figures, without another upload', async () => {
  const { period, members, ranking } = await openRankedPeriod(database, deps, RIVERTON, october);
  expect(period.state).toBe('open');
  expect(members.map(({ slug }) => slug)).toEqual(['willow', 'reed']);
  expect(ranking.map(({ slug, state, rank, noDataReason }) => [slug, state, rank, noDataReason])).toEqual([
    ['willow', 'scored', 1, null],
    ['reed', 'no_data', null, 'SCHEME-NO-DATA-SILENCE'],
  ]);
});

it('a period that has not begun has members and no figures', async () => {
  const november = { label: '2026-11', series: 'month', fromDay: '2026-11-01', toDay: '2026-12-01', ...region };
  const { members, ranking } = await openRankedPeriod(database, deps, RIVERTON, november);
  expect([members.length, ranking]).toEqual([2, []]);
});

it('a city is no member, whatever group it was written into', async () => {
  const groupOf = (group: string | null) =>
    asOwner(database, (trx) =>
      trx.updateTable('biz.tenant').set({ rank_group: group }).where('tenant_id', '=', RIVERTON.tenantId).execute(),
    );
  await groupOf('county');
  const { members } = await openRankedPeriod(database, deps, RIVERTON, october);
  await groupOf(null);
  expect(members.map(({ slug }) => slug)).toEqual(['willow', 'reed']);
});

it('a county cannot open one', async () => {
  const act = openRankedPeriod(database, deps, WILLOW, { ...october, label: 'own' });
  await expect(act).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
});

it.each(['周', 'Year', '2026', 'a'.repeat(33)])('a series cannot be called %s', async (series) => {
  const act = openRankedPeriod(database, deps, RIVERTON, { ...october, label: 'other', series });
  await expect(act).rejects.toMatchObject({ code: 'SYS-INPUT', params: { reason: { code: 'period.series' } } });
});
