import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { personAt } from '../../test/desk-people.ts';
import { RIVERTON, WILLOW } from '../../test/people.ts';
import type { CasePicture } from '../cases/fields.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import { actingOf, type Actor } from '../identity/actor.ts';
import { closePeriod } from './close-period.ts';
import { countedInQuery } from './counted-in-query.ts';
import { foldTenant } from './counting/fold.ts';
import { lateCountsQuery } from './late-counts-query.ts';
import { readLateEffect } from './late-effect.ts';
import { openPeriod, readPeriod } from './period/periods.ts';
import { periodListQuery } from './period-list-query.ts';
import { refreshRanking } from './refresh-ranking.ts';
import { reopenPeriod } from './reopen-period.ts';
import { publishScheme } from './scheme/schemes.ts';
import { shippedSchemes } from './scheme/shipped-schemes.ts';

// Four months: October closed by the assessor, with a case that came late; November over; December running; January to come.

const ASSESSOR = personAt('city', 10, 'assessor');
const LEADER = personAt('willow', 20, 'leader');
const REEDS = personAt('reed', 30, 'leader');
const PARKS = personAt('willow', 21, 'department', 'department');
const [FIRST, LATE] = [randomUUID(), randomUUID()];

let database: TestDatabase;
const deps = standingDeps(local('2026-10-20 09:00'));
const closed = (day: string): CasePicture => {
  const [at, end] = [local(`${day} 08:00`), local(`${day} 10:00`)];
  const limit = { limitValue: '4', limitUnit: 'working_hour' } as const;
  const steps = { reportedAt: at, filedAt: at, dispatchedAt: at, disposedAt: end, closedAt: end };
  return picture({ ...steps, cellId: 1, classId: 1, ...limit });
};

beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  const scheme = shippedSchemes().find((each) => (each as { id: string }).id === 'liangji-region-1');
  await publishScheme(database, deps, RIVERTON, scheme);
  const days = ['2026-10-01', '2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01'];
  for (const [index, fromDay] of days.slice(0, 4).entries()) {
    await openPeriod(database, deps, RIVERTON, {
      ...{ label: fromDay.slice(0, 7), series: 'month', fromDay, toDay: days[index + 1]! },
      ...{ schemeId: 'liangji-region-1', schemeVersion: 1 },
    });
  }
  await asOwner(database, (trx) =>
    trx.insertInto('biz.person').values({ tenant_id: 1, city_id: 1, id: ASSESSOR.personId!, name: '林静' }).execute(),
  );
  await record(database, deps, WILLOW, FIRST, closed('2026-10-12'));
  deps.moveTo(local('2026-11-03 09:00'));
  await closePeriod(database, deps, actingOf(ASSESSOR), '2026-10');
  await record(database, deps, WILLOW, LATE, closed('2026-10-13'));
  while ((await foldTenant(database, WILLOW)).more);
  deps.moveTo(local('2026-12-03 09:00'));
  await refreshRanking(database, deps, RIVERTON);
});
afterAll(() => database.drop());

const listFor = async (actor: Actor) =>
  (await inTenant(database, actor.pool, actingOf(actor), (trx) => periodListQuery.read(trx, actor, {}, deps))).periods;
const lateFor = async (actor: Actor) =>
  (await inTenant(database, actor.pool, actingOf(actor), (trx) => lateCountsQuery.read(trx, actor, {}, deps))).periods;
const countedFor = async (actor: Actor, caseId: string) => {
  const read = countedInQuery.read;
  const asked = { tenantId: WILLOW.tenantId, caseId };
  return (await inTenant(database, actor.pool, actingOf(actor), (trx) => read(trx, actor, asked, deps))).periods;
};

describe('the list of periods', () => {
  it('says how far each is, the latest first', async () => {
    expect((await listFor(ASSESSOR)).map(({ label, state }) => [label, state])).toEqual([
      ['2027-01', 'coming'],
      ['2026-12', 'running'],
      ['2026-11', 'ended'],
      ['2026-10', 'closed'],
    ]);
  });

  it('says who published a period and who has no data in it, to the city', async () => {
    const october = (await listFor(ASSESSOR)).at(-1);
    expect(october).toMatchObject({
      ...{ fromDay: '2026-10-01', toDay: '2026-11-01', snapshot: 1, published: 1, scored: 1 },
      closedAt: '2026-11-03T01:00:00.000Z',
      closedBy: { name: '林静', post: 'assessor' },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      withoutData: [{ tenantId: 3, slug: 'reed', name: 'reed' }],
    });
  });

  it('shows a county neither the people of the city nor how the others stand', async () => {
    expect((await listFor(LEADER)).at(-1)).toMatchObject({ closedBy: null, scored: 1, withoutData: [], published: 1 });
    expect((await listFor(REEDS)).at(-1)).toMatchObject({
      ...{ closedBy: null, scored: 0, withoutData: [{ tenantId: 3, slug: 'reed', name: 'reed' }] },
    });
  });

  it('cannot be read by a department, nor what came late, nor what counts a case', async () => {
    for (const read of [listFor, lateFor, (actor: Actor) => countedFor(actor, FIRST)]) {
      await expect(read(PARKS)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    }
  });
});

describe('what came late', () => {
  it('is as many cases as the page of the period names, to the city and the county alone', async () => {
    const period = await inTenant(database, 'city', RIVERTON, (trx) => readPeriod(trx, 1, '2026-10'));
    const effect = await inTenant(database, 'city', RIVERTON, (trx) => readLateEffect(trx, WILLOW, period));
    expect(effect).toMatchObject({ cases: 1 });
    expect(await lateFor(ASSESSOR)).toEqual([{ label: '2026-10', cases: 1 }]);
    expect(await lateFor(LEADER)).toEqual([{ label: '2026-10', cases: 1 }]);
    expect(await lateFor(REEDS)).toEqual([]);
  });
});

describe('where a case counts', () => {
  const names = (counters: readonly { name: string }[]) => counters.map(({ name }) => name);

  it('is in its own period by what was frozen, and late in the next one', async () => {
    const [own, ...others] = await countedFor(LEADER, FIRST);
    expect([own?.label, others]).toEqual(['2026-10', []]);
    expect(names(own!.counters)).toContain('intime_archive_num');
    expect(own!.counters.find(({ name }) => name === 'archive_num')?.title.zh).toMatch(/结案/);
    const late = (await countedFor(ASSESSOR, LATE)).map(({ label }) => label);
    expect(late).toContain('2026-11');
    expect(late, 'October stays as it was published').not.toContain('2026-10');
  });

  it('is nowhere for another county, and for a case that is none', async () => {
    expect(await countedFor(REEDS, FIRST)).toEqual([]);
    expect(await countedFor(LEADER, randomUUID())).toEqual([]);
  });
});

it('a period opened again says so, and shows the snapshot in force', async () => {
  await inTenant(database, 'city', RIVERTON, (trx) => reopenPeriod(trx, deps, RIVERTON, '2026-10', '柳溪补报'));
  expect((await listFor(LEADER)).at(-1)).toMatchObject({ state: 'reopened', snapshot: 2, published: 1 });
});
