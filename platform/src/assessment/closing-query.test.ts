import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { actorOf } from '../../test/lifecycle/two-commands.ts';
import { REED, RIVERTON, WILLOW } from '../../test/people.ts';
import type { CasePicture } from '../cases/fields.ts';
import type { Acting } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { closingQuery } from './closing-query.ts';
import { foldTenant } from './counting/fold.ts';
import { openRankedPeriod } from './open-ranked-period.ts';
import { periodsWithFigures } from './period/period-figures.ts';
import { rankingOf } from './result/ranking.ts';
import { publishScheme } from './scheme/schemes.ts';
import { shippedSchemes } from './scheme/shipped-schemes.ts';

let database: TestDatabase;
const deps = standingDeps(local('2026-11-01 09:00'));
const month = (label: string, fromDay: string, toDay: string) => ({
  ...{ label, series: 'month', fromDay, toDay },
  ...{ schemeId: 'liangji-region-1', schemeVersion: 1 },
});
const ids: Record<string, string> = {};

/** A case filed and dispatched at one time of 2026, to be disposed of within four working hours. */
const filed = (at: string, fields: Partial<CasePicture> = {}): CasePicture => {
  const times = { reportedAt: local(at), filedAt: local(at), dispatchedAt: local(at) };
  return picture({ ...times, cellId: 1, classId: 1, limitValue: '4', limitUnit: 'working_hour', ...fields });
};

/**
 * October of willow: one closed, one open, one filed on the last evening before the holidays and so due in October, one void,
 * one reported and not filed; the one of September is not of October. Reed sent nothing. November has just begun.
 */
beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  await publishScheme(
    database,
    deps,
    RIVERTON,
    shippedSchemes().find((each) => (each as { id: string }).id === 'liangji-region-1'),
  );
  const done = local('2026-10-12 10:00');
  const cases = [
    filed('2026-10-12 08:00', { disposedAt: done, closedAt: done }),
    filed('2026-10-15 08:00'),
    filed('2026-09-30 17:00'),
    filed('2026-10-16 08:00', { voidedAt: local('2026-10-16 09:00') }),
    picture({ reportedAt: local('2026-10-17 08:00') }),
    filed('2026-09-22 08:00'),
  ];
  for (const one of cases) await record(database, deps, WILLOW, randomUUID(), one);
  while ((await foldTenant(database, WILLOW)).more);
  for (const plan of [
    month('2026-10', '2026-10-01', '2026-11-01'),
    month('2026-11', '2026-11-01', '2026-12-01'),
    month('2026-12', '2026-12-01', '2027-01-01'),
  ]) {
    const { period } = await openRankedPeriod(database, deps, RIVERTON, plan);
    ids[period.label] = period.id;
  }
});
afterAll(() => database.drop());

const ask = (label: string, post = 'assessor', as: Acting = RIVERTON) => {
  const actor = actorOf(as === RIVERTON ? 1 : 2, as.unitId!, 'centre', post);
  return inTenant(database, actor.pool, as, (trx) => closingQuery.read(trx, actor, { label }, deps));
};

it('names what closing October would freeze: who has no data, and what is still open', async () => {
  const { members, ...october } = await ask('2026-10');
  expect(october).toEqual({
    ...{ label: '2026-10', snapshot: 1, state: 'open', isOver: true },
    endsAt: '2026-10-31T16:00:00.000Z',
  });
  expect(members).toEqual([
    expect.objectContaining({ name: 'willow', hasData: true, cases: 3, openCases: 2, waitingUploads: 0 }),
    expect.objectContaining({ name: 'reed', hasData: false, score: null, cases: 0, openCases: 0, waitingUploads: 0 }),
  ]);
});

it('says that November is not over, and when it will be', async () => {
  expect(await ask('2026-11')).toMatchObject({ isOver: false, endsAt: '2026-11-30T16:00:00.000Z' });
});

it('is answered to nobody who may not close: another post of the city, an assessor of a county', async () => {
  await expect(ask('2026-10', 'leader')).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
  await expect(ask('2026-10', 'assessor', WILLOW)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
});

it('a month has figures by its own cases, not by the backlog it begins with, and for whoever may see them', async () => {
  const withFigures = async (acting: Acting) => {
    const role = acting === RIVERTON ? 'city' : 'county';
    const found = await inTenant(database, role, acting, (trx) => periodsWithFigures(trx, acting, Object.values(ids)));
    return Object.keys(ids).filter((label) => found.has(ids[label]!));
  };
  const { ranking } = await rankingOf(database, RIVERTON, '2026-11');
  expect(ranking.find(({ slug }) => slug === 'willow')).toMatchObject({ state: 'scored' }); // by what is overdue
  expect(await withFigures(RIVERTON)).toEqual(['2026-10']);
  expect(await withFigures(WILLOW)).toEqual(['2026-10']);
  expect(await withFigures(REED)).toEqual([]);
  const at = '2026-11-01 08:00';
  await record(database, deps, WILLOW, randomUUID(), filed(at, { closedAt: local(at), disposedAt: local(at) }));
  while ((await foldTenant(database, WILLOW)).more);
  await openRankedPeriod(database, deps, RIVERTON, month('2026-11', '2026-11-01', '2026-12-01'));
  expect(await withFigures(RIVERTON)).toEqual(['2026-10', '2026-11']);
});
