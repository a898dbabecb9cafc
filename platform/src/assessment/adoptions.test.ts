import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shipped } from '../../test/assessment/schemes.ts';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { actorOf } from '../../test/lifecycle/two-commands.ts';
import { RIVERTON, WILLOW } from '../../test/people.ts';
import { COMMANDS } from '../command-list.ts';
import type { CommandServices } from '../commands/command.ts';
import { perform } from '../commands/perform.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import type { Actor } from '../identity/actor.ts';
import { readReadings } from './adoptions.ts';
import { closePeriod } from './close-period.ts';
import { foldTenant } from './counting/fold.ts';
import { openRankedPeriod } from './open-ranked-period.ts';
import { publishScheme } from './scheme/schemes.ts';
import { verifyPeriods } from './verify-periods.ts';

const SCHEME = shipped('liangji-region-1');
const ID = 'liangji-region-1';
const PERSON = '00000000-0000-4000-8000-000000000001';
const ASSESSOR: Actor = { ...actorOf(1, 10, 'centre', 'assessor'), personId: PERSON };
const deps = standingDeps(local('2026-11-02 09:00'));

let database: TestDatabase;
let services: CommandServices;
beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  services = { database, deps, files: '', queue: { wake: () => Promise.resolve() } };
  await publishScheme(database, deps, RIVERTON, SCHEME);
  await asOwner(database, (trx) =>
    trx.insertInto('biz.person').values({ tenant_id: 1, city_id: 1, id: PERSON, name: '林静' }).execute(),
  );
});
afterAll(() => database.drop());

const adopt = (names: string[], as: Actor = ASSESSOR, more: object = {}) =>
  perform(services, as, COMMANDS.adoptReadingsCommand, {
    input: { id: ID, version: 1, names, reason: '市级评价会议 11 月 2 日', ...more },
    key: null,
  });
const seen = (by: typeof RIVERTON, role: 'city' | 'county', version = 1) =>
  inTenant(database, role, by, (trx) => readReadings(trx, by, { id: ID, version }));
const waiting = async (version = 1) =>
  (await seen(RIVERTON, 'city', version)).readings.flatMap(({ name, adoption }) => (adoption === null ? name : []));
const audited = async () => {
  const { rows } = await database
    .pool('direct')
    .query<{ data: { names: string[] } }>("select data from biz.audit where action = 'scheme.adopt' order by at, id");
  return rows.map(({ data }) => data.names);
};

describe('a reading of a scheme', () => {
  it('waits until the assessor of the city adopts it; the county reads when, in which post and why, and not who', async () => {
    expect(await waiting()).toEqual(expect.arrayContaining(['backlog', 'grades']));
    expect(await adopt(['backlog', 'grades'])).toEqual({ id: ID, version: 1, adopted: ['backlog', 'grades'] });
    expect(await waiting()).not.toContain('backlog');
    const backlog = async (by: typeof RIVERTON, role: 'city' | 'county') =>
      (await seen(by, role)).readings.find(({ name }) => name === 'backlog')?.adoption;
    const adoption = {
      ...{ at: deps.clock.now().toISOString(), version: 1, reason: '市级评价会议 11 月 2 日', post: 'assessor' },
    };
    expect(await backlog(RIVERTON, 'city')).toEqual({ ...adoption, person: '林静' });
    expect(await backlog(WILLOW, 'county')).toEqual({ ...adoption, person: null });
    expect(await audited()).toEqual([['backlog', 'grades']]);
  });

  it('is adopted once: again changes nothing and is not written down', async () => {
    const before = await seen(RIVERTON, 'city');
    expect(await adopt(['backlog'], ASSESSOR, { reason: 'another reason' })).toMatchObject({ adopted: [] });
    expect(await seen(RIVERTON, 'city')).toEqual(before);
    expect(await audited()).toHaveLength(1);
  });

  it('is adopted by one of two who adopt it at the same moment', async () => {
    const answers = await Promise.all(
      ['one', 'two'].map((reason) => adopt(['belonging', 'suspended'], ASSESSOR, { reason })),
    );
    expect(answers.map(({ adopted }) => adopted.length).sort()).toEqual([0, 2]);
    expect(await audited()).toHaveLength(2);
  });

  it('cannot be adopted by another post of the city, by a county, by a machine, by nobody it is open to', async () => {
    const wrong: Actor[] = [
      actorOf(1, 10, 'centre', 'leader'),
      actorOf(1, 10, 'centre', 'acceptor'),
      actorOf(2, 20, 'centre', 'assessor'),
      { ...ASSESSOR, kind: 'machine', post: null, personId: null },
    ];
    for (const actor of wrong) {
      await expect(adopt(['in_time'], actor)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    }
    expect(await audited()).toHaveLength(2);
  });

  it('cannot be written by a county, whatever the code does', async () => {
    const stranger = inTenant(database, 'county', WILLOW, (trx) =>
      trx
        .insertInto('biz.scheme_adoption')
        .values({
          ...{ tenant_id: 1, city_id: 1, scheme_id: ID, name: 'x', hash: 'x', version: 1, reason: 'x' },
          ...{ adopted_at: new Date(), adopted_by: 'x' },
        })
        .execute(),
    );
    await expect(stranger).rejects.toMatchObject({ code: '42501' });
  });

  it('is named by the scheme itself: another name, another version and no reason are refused', async () => {
    await expect(adopt(['definitions.closing_rate'])).rejects.toMatchObject({ code: 'SCHEME-READING' });
    await expect(adopt(['in_time'], ASSESSOR, { version: 7 })).rejects.toMatchObject({ code: 'SCHEME-MISSING' });
    await expect(adopt([])).rejects.toMatchObject({ code: 'SYS-INPUT' });
    await expect(adopt(['definitions.filing_points'], ASSESSOR, { reason: ' ' })).rejects.toMatchObject({ code: 'SYS-INPUT' }); // prettier-ignore
    expect(await audited()).toHaveLength(2);
  });
});

describe('a month that was published', () => {
  it('keeps every figure and hash when a reading of its scheme is adopted', async () => {
    const at = local('2026-10-12 08:00');
    await record(database, deps, WILLOW, randomUUID(), picture({ reportedAt: at, filedAt: at, cellId: 1, classId: 1 }));
    while ((await foldTenant(database, WILLOW)).more);
    await openRankedPeriod(database, deps, RIVERTON, {
      ...{ label: '2026-10', series: 'month', fromDay: '2026-10-01', toDay: '2026-11-01' },
      ...{ schemeId: ID, schemeVersion: 1 },
    });
    const { period } = await closePeriod(database, deps, RIVERTON, '2026-10');
    const stored = () =>
      asOwner(database, async (trx) => ({
        results: await trx.selectFrom('biz.result').selectAll().orderBy('tenant_id').execute(),
        scheme: await trx.selectFrom('biz.scheme').selectAll().execute(),
      }));
    const before = await stored();
    expect(await adopt(['definitions.filing_points'])).toMatchObject({ adopted: ['definitions.filing_points'] });
    expect(await stored()).toEqual(before);
    expect((await closePeriod(database, deps, RIVERTON, '2026-10')).period.hash).toBe(period.hash);
    expect(await verifyPeriods(database, RIVERTON)).toEqual([
      expect.objectContaining({ label: '2026-10', hash: period.hash, isIntact: true }),
    ]);
    expect(before.results.length).toBeGreaterThan(0);
  });
});

describe('a later version of the scheme', () => {
  it('knows what was adopted and reads alike, waits for what it reads otherwise, and ends the decisions on the older one', async () => {
    const next = structuredClone(SCHEME) as { version: number; grades: { from: string }[] };
    next.version = 2;
    next.grades[0]!.from = '95';
    await publishScheme(database, deps, RIVERTON, next);
    expect(await waiting(2)).toContain('grades');
    expect(await waiting(2)).not.toContain('backlog');
    const { readings, latestVersion } = await seen(RIVERTON, 'city', 2);
    expect(readings.find(({ name }) => name === 'backlog')?.adoption).toMatchObject({ version: 1 });
    expect(latestVersion).toBe(2);
    await expect(adopt(['definitions.no_deadline_share'])).rejects.toMatchObject({
      ...{ code: 'SCHEME-SUPERSEDED', params: { id: ID, version: 1, latest: 2 } },
    });
    expect(await adopt(['grades'], ASSESSOR, { version: 2 })).toMatchObject({ adopted: ['grades'] });
    expect(await waiting(2)).not.toContain('grades');
    expect((await seen(RIVERTON, 'city')).readings.find(({ name }) => name === 'grades')?.adoption).toMatchObject({
      version: 1,
    });
  });
});
