import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { shipped } from '../../test/assessment/schemes.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { actorOf } from '../../test/lifecycle/two-commands.ts';
import { REED, RIVERTON, WILLOW } from '../../test/people.ts';
import type { CasePicture } from '../cases/fields.ts';
import type { Acting } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { breakdownQuery } from './breakdown-query.ts';
import { closePeriod } from './close-period.ts';
import { foldTenant } from './counting/fold.ts';
import { openRankedPeriod } from './open-ranked-period.ts';
import { publishScheme } from './scheme/schemes.ts';

let database: TestDatabase;
const deps = standingDeps(local('2026-11-01 09:00'));

/** A case of October with four hours to dispose of it: closed in time, or left open. */
const october = (day: number, isClosed: boolean, fields: Partial<CasePicture> = {}): CasePicture => {
  const at = local(`2026-10-${day} 08:00`);
  const done = local(`2026-10-${day} 10:00`);
  return picture({
    ...{ reportedAt: at, filedAt: at, dispatchedAt: at, classId: 1, cellId: 1, limitValue: '4' },
    ...{ limitUnit: 'working_hour', ...(isClosed && { disposedAt: done, closedAt: done }), ...fields },
  });
};

/** Willow: of class 1 one of three is closed, of no class one of one, all in cell 1 but one; two came from the public. */
beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  await publishScheme(database, deps, RIVERTON, shipped('liangji-region-1'));
  const cases = [
    october(12, true),
    october(13, false, { sourceGroup: 'public' }),
    october(14, false, { cellId: null }),
    october(15, true, { classId: null, sourceGroup: 'public' }),
  ];
  for (const one of cases) await record(database, deps, WILLOW, randomUUID(), one);
  while ((await foldTenant(database, WILLOW)).more);
  await openRankedPeriod(database, deps, RIVERTON, {
    ...{ label: '2026-10', series: 'month', fromDay: '2026-10-01', toDay: '2026-11-01' },
    ...{ schemeId: 'liangji-region-1', schemeVersion: 1 },
  });
});
afterAll(() => database.drop());

type Asked = Parameters<typeof breakdownQuery.read>[2];
const ask = (more: Partial<Asked>, as: Acting = RIVERTON) => {
  const actor = actorOf(as.tenantId as 1 | 2 | 3, as.unitId ?? 0, 'centre', 'leader');
  const input: Asked = { label: '2026-10', tenantId: 2, indicator: 'closing_points', by: 'class', ...more };
  return inTenant(database, actor.pool, as, (trx) => breakdownQuery.read(trx, actor, input, deps));
};
const lines = async (more: Partial<Asked>, as?: Acting) =>
  (await ask(more, as)).groups.map(({ name, numerator, denominator, lost }) => [name.zh, numerator, denominator, lost]);

describe('where willow lost its points for closing', () => {
  it('is shown by class, source and cell; each comes to the figures of the month', async () => {
    // 2 of 4 closed: 15 of 30 points are lost.
    expect(await lines({})).toEqual([
      [expect.any(String), 1, 3, '15.00'],
      ['未归类', 1, 1, '0.00'],
    ]);
    expect(await lines({ by: 'source' })).toEqual([
      ['巡查', 1, 2, '7.50'],
      ['公众', 1, 2, '7.50'],
    ]);
    expect(await lines({ by: 'cell' })).toEqual([
      [expect.any(String), 2, 3, '7.50'],
      ['不在单元网格内', 0, 1, '7.50'],
    ]);
    expect(await ask({ by: 'unit' })).toMatchObject({
      ...{ isFrozen: false, refused: null, rest: null },
      total: { numerator: 2, denominator: 4, rate: '50.00%', lost: '15.00' },
    });
  });

  it('is shown of a rate that is not scored without points', async () => {
    expect((await ask({ indicator: 'without_cell_share' })).total).toEqual({
      ...{ numerator: 1, denominator: 4, rate: '25.00%', lost: null },
    });
  });

  it('is shown to willow itself, and to no other county', async () => {
    expect(await lines({}, WILLOW)).toEqual(await lines({}));
    await expect(ask({}, REED)).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
  });

  it('is not made up for what is no rate of cases, nor for what is not there', async () => {
    for (const indicator of ['filing_points', 'total', 'nothing', 'constructor']) {
      await expect(ask({ indicator })).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
    }
    await expect(ask({ label: '2026-13' })).rejects.toMatchObject({ code: 'PERIOD-UNKNOWN' });
  });
});

describe('a published month', () => {
  it('keeps its cases: one that is put under another class later moves, one that comes later is not in it', async () => {
    await closePeriod(database, deps, RIVERTON, '2026-10');
    const before = await ask({});
    expect(before).toMatchObject({ isFrozen: true, total: { numerator: 2, denominator: 4 } });
    const late = standingDeps(local('2026-11-03 09:00'));
    await record(database, late, WILLOW, randomUUID(), october(16, false));
    while ((await foldTenant(database, WILLOW)).more);
    expect(await ask({})).toEqual(before);
    await database
      .pool('direct')
      .query('update biz.case_fact set class_id = null where tenant_id = 2 and closed_at is null and cell_id is null');
    expect(await lines({})).toEqual([
      [expect.any(String), 1, 2, '7.50'],
      ['未归类', 1, 2, '7.50'],
    ]);
    expect((await ask({})).total).toEqual(before.total);
  });

  it('is not put into groups where these would not come to what was published', async () => {
    await database.pool('direct').query(
      `delete from biz.case_fact where tenant_id = 2 and case_id = (
         select case_id from biz.case_fact where tenant_id = 2 and closed_at is not null limit 1)`,
    );
    expect(await ask({})).toMatchObject({
      ...{ refused: { zh: expect.stringContaining('不一致') as unknown }, groups: [], rest: null, total: null },
    });
  });
});
