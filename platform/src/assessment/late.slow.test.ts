import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { REED, RIVERTON, WILLOW } from '../../test/people.ts';
import type { CasePicture } from '../cases/fields.ts';
import { inTenant } from '../database/transaction.ts';
import { closePeriod } from './close-period.ts';
import { foldTenant } from './counting/fold.ts';
import { enterInputs } from './enter-inputs.ts';
import { readLateEffect } from './late-effect.ts';
import { openPeriod, readPeriod } from './period/periods.ts';
import { refreshRanking } from './refresh-ranking.ts';
import { reopenPeriod } from './reopen-period.ts';
import { replayPeriod } from './replay.ts';
import { rankingOf } from './result/ranking.ts';
import { publishScheme } from './scheme/schemes.ts';
import { shippedSchemes } from './scheme/shipped-schemes.ts';

let database: TestDatabase;
let deps: ReturnType<typeof standingDeps>;
const region = shippedSchemes().find((each) => (each as { id: string }).id === 'liangji-region-1');
const month = (label: string, fromDay: string, toDay: string) => ({
  ...{ label, series: 'month', fromDay, toDay },
  ...{ schemeId: 'liangji-region-1', schemeVersion: 1 },
});

beforeEach(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  deps = standingDeps(local('2026-10-20 09:00'));
  await publishScheme(database, deps, RIVERTON, region);
  await openPeriod(database, deps, RIVERTON, month('2026-10', '2026-10-01', '2026-11-01'));
  await openPeriod(database, deps, RIVERTON, month('2026-11', '2026-11-01', '2026-12-01'));
  await openPeriod(database, deps, RIVERTON, month('2026-12', '2026-12-01', '2027-01-01'));
});
afterEach(() => database.drop());

/** A case filed and dispatched at 08:00 of a day, to be disposed of within four working hours. */
const filed = (day: string, fields: Partial<CasePicture> = {}): CasePicture => {
  const at = local(`${day} 08:00`);
  const limit = { limitValue: '4', limitUnit: 'working_hour' } as const;
  return picture({ reportedAt: at, filedAt: at, dispatchedAt: at, cellId: 1, classId: 1, ...limit, ...fields });
};
const closed = (day: string, at: string): CasePicture =>
  filed(day, { disposedAt: local(`${day} ${at}`), closedAt: local(`${day} ${at}`) });

const [FIRST, HELD, ANOTHER, NOVEMBER] = Array.from({ length: 4 }, () => randomUUID()).sort() as [string, string, string, string]; // prettier-ignore
const willow = (caseId: string, next: CasePicture) => record(database, deps, WILLOW, caseId, next);
const close = (label: string) => closePeriod(database, deps, RIVERTON, label);
const inForce = (label: string) => inTenant(database, 'city', RIVERTON, (trx) => readPeriod(trx, 1, label));
const lateOf = async (label: string) => {
  const period = await inForce(label);
  return inTenant(database, 'city', RIVERTON, (trx) => readLateEffect(trx, WILLOW, period));
};
const reopen = (label: string, reason: string, as = RIVERTON) =>
  inTenant(database, as === RIVERTON ? 'city' : 'county', as, (trx) => reopenPeriod(trx, deps, as, label, reason));

async function scoreOf(label: string): Promise<string | null> {
  const { ranking } = await rankingOf(database, RIVERTON, label);
  return ranking.find(({ slug }) => slug === 'willow')!.score;
}
async function countOf(label: string, name: string): Promise<string | undefined> {
  const { ranking } = await rankingOf(database, RIVERTON, label);
  const value = ranking.find(({ slug }) => slug === 'willow')!.document.values[name];
  return value?.state === 'value' ? value.printed : undefined;
}

/** October: one case closed in time; one closed late, whose rows willow holds back until October is closed. */
async function octoberWithOneHeldBack(): Promise<void> {
  await willow(FIRST, closed('2026-10-12', '10:00'));
  deps.moveTo(local('2026-11-03 09:00'));
  await close('2026-10');
  await willow(HELD, closed('2026-10-13', '17:00'));
}

describe('a late closing that is held back until October is closed', () => {
  it('does not count in October, and counts once, in November', async () => {
    await octoberWithOneHeldBack();
    // 10 + 0.2 × (90 + 5 × 100) / 6 + 30 + 40: October stays as it was published.
    expect(await scoreOf('2026-10')).toBe('99.67');
    await willow(NOVEMBER, closed('2026-11-02', '10:00'));
    while ((await foldTenant(database, WILLOW)).more);
    deps.moveTo(local('2026-11-04 09:00'));
    await refreshRanking(database, deps, RIVERTON);
    // Both lie in cell 1: 10 + 0.2 × (90 + 5 × 100) / 6 + 30 × 2/2 + 40 × 1/2
    expect(await scoreOf('2026-11')).toBe('79.67');
    expect(await countOf('2026-11', 'inst_num')).toBe('2');
    expect(await countOf('2026-11', 'archive_num')).toBe('2');
    expect(await countOf('2026-11', 'intime_archive_num')).toBe('1');

    deps.moveTo(local('2026-12-02 09:00'));
    const { ranking } = await close('2026-11');
    expect(ranking.find(({ slug }) => slug === 'willow')).toMatchObject({
      score: '79.67',
      document: { late: { disposal_due: 1, filed: 1, reported: 1 } },
    });
    // Once: neither corrected nor untouched does it come again in December.
    await willow(HELD, closed('2026-10-13', '16:00'));
    while ((await foldTenant(database, WILLOW)).more);
    deps.moveTo(local('2026-12-03 09:00'));
    await refreshRanking(database, deps, RIVERTON);
    expect(await countOf('2026-12', 'inst_num')).toBe('0');
    expect(await countOf('2026-12', 'archive_num')).toBe('0');
    for (const label of ['2026-10', '2026-11']) {
      expect(await replayPeriod(database, RIVERTON, label), label).toMatchObject({ isEqual: true });
    }
  });

  it('a dispatch that is held back does not take the case out of every period', async () => {
    await willow(FIRST, closed('2026-10-12', '10:00'));
    await willow(HELD, { ...filed('2026-10-13'), filedAt: null, dispatchedAt: null });
    deps.moveTo(local('2026-11-03 09:00'));
    await close('2026-10');
    expect(await countOf('2026-10', 'need_archive_num')).toBe('1');
    await willow(HELD, closed('2026-10-13', '17:00'));
    deps.moveTo(local('2026-12-02 09:00'));
    await close('2026-11');
    expect(await countOf('2026-11', 'need_archive_num')).toBe('1');
    expect(await countOf('2026-11', 'intime_archive_num')).toBe('0');
    expect(await replayPeriod(database, RIVERTON, '2026-11')).toMatchObject({ isEqual: true });
  });

  it('a case whose deadline moves into November by a late word is not counted twice', async () => {
    await willow(HELD, filed('2026-10-30'));
    deps.moveTo(local('2026-11-03 09:00'));
    await close('2026-10');
    expect(await countOf('2026-10', 'need_archive_num')).toBe('1');
    await willow(HELD, filed('2026-10-30', { limitValue: '40', limitUnit: 'working_hour' }));
    await willow(NOVEMBER, closed('2026-11-02', '10:00'));
    while ((await foldTenant(database, WILLOW)).more);
    deps.moveTo(local('2026-11-20 09:00'));
    await refreshRanking(database, deps, RIVERTON);
    expect(await countOf('2026-11', 'need_archive_num')).toBe('1');
    deps.moveTo(local('2026-12-02 09:00'));
    await close('2026-11');
    expect(await countOf('2026-11', 'need_archive_num')).toBe('1');
    expect(await replayPeriod(database, RIVERTON, '2026-11')).toMatchObject({ isEqual: true });
  });

  it('is shown with what it would have changed in October, to the city and to the county alone', async () => {
    await octoberWithOneHeldBack();
    const effect = await lateOf('2026-10');
    // With it: 10 + 0.2 × (90 + 5 × 100) / 6 + 30 × 2/2 + 40 × 1/2
    expect(effect).toMatchObject({
      ...{ cases: 1, countedElsewhere: 0, score: '99.67', scoreWith: '79.67', grade: 'A', gradeWith: 'B' },
      counters: [
        { name: 'archive_num', before: 1, after: 2 },
        { name: 'inst_num', before: 1, after: 2 },
        { name: 'need_archive_num', before: 1, after: 2 },
      ],
    });
    deps.moveTo(local('2026-12-02 09:00'));
    await close('2026-11');
    expect(await lateOf('2026-10')).toMatchObject({ cases: 1, countedElsewhere: 1 });
    const period = await inForce('2026-10');
    const own = await inTenant(database, 'county', WILLOW, (trx) => readLateEffect(trx, WILLOW, period));
    expect(own).toMatchObject({ cases: 1 });
    const foreign = await inTenant(database, 'county', REED, (trx) => readLateEffect(trx, WILLOW, period));
    expect(foreign).toBeNull();
  });

  it('hands nothing on by a basis that the scheme of October did not know', async () => {
    // November is judged under a scheme that counts closings by the day of closing as well.
    const wider = structuredClone(region) as { version: number; belonging: { except: Record<string, string> } };
    wider.version = 2;
    wider.belonging.except['archive_num'] = 'closed';
    await publishScheme(database, deps, RIVERTON, wider);
    const plan = { ...month('2027-01', '2027-01-01', '2027-02-01'), schemeVersion: 2 };
    await openPeriod(database, deps, RIVERTON, plan);
    await willow(FIRST, closed('2026-10-12', '10:00'));
    deps.moveTo(local('2027-01-04 09:00'));
    for (const label of ['2026-10', '2026-11', '2026-12']) await close(label);
    while ((await foldTenant(database, WILLOW)).more);
    await refreshRanking(database, deps, RIVERTON);
    expect(await countOf('2027-01', 'archive_num')).toBe('0');
  });

  it('and what happened only after the month is not late', async () => {
    await willow(FIRST, filed('2026-10-12'));
    deps.moveTo(local('2026-11-03 09:00'));
    await close('2026-10');
    await willow(FIRST, filed('2026-10-12', { disposedAt: local('2026-11-03 10:00'), closedAt: local('2026-11-03 10:00') })); // prettier-ignore
    expect(await lateOf('2026-10')).toMatchObject({ cases: 0, counters: [] });
  });
});

describe('the city opens October again, saying why', () => {
  it('and publishes a second snapshot; until then everybody sees the first', async () => {
    await octoberWithOneHeldBack();
    const first = await inForce('2026-10');
    const reopened = await reopen('2026-10', '柳溪补报');
    expect(reopened).toMatchObject({ state: 'open', snapshot: 2, published: 1, reason: '柳溪补报', hash: first.hash });
    while ((await foldTenant(database, WILLOW)).more);
    await refreshRanking(database, deps, RIVERTON);
    expect(await scoreOf('2026-10')).toBe('99.67');
    const shown = (role: 'city' | 'county', as = RIVERTON) =>
      inTenant(database, role, as, (trx) =>
        sql`select snapshot, score, is_frozen from api.result where tenant_id = 2 and period_id = ${first.id}`
          .execute(trx)
          .then(({ rows }) => rows),
      );
    expect(await shown('city')).toEqual([{ snapshot: 1, score: '99.67', is_frozen: true }]);

    await close('2026-10');
    const second = await inForce('2026-10');
    expect(second).toMatchObject({ state: 'closed', snapshot: 2, published: 2 });
    expect(second.hash).not.toBe(first.hash);
    expect(await scoreOf('2026-10')).toBe('79.67');
    expect(await shown('county', WILLOW)).toEqual([{ snapshot: 2, score: '79.67', is_frozen: true }]);
    const reachable = await inTenant(database, 'county', WILLOW, (trx) =>
      sql`select snapshot, score from api.result_snapshot where period_id = ${first.id} order by snapshot`.execute(trx),
    );
    expect(reachable.rows).toEqual([
      { snapshot: 1, score: '99.67' },
      { snapshot: 2, score: '79.67' },
    ]);
    expect(await replayPeriod(database, RIVERTON, '2026-10')).toMatchObject({ isEqual: true, snapshot: 2 });
    // It has counted what was late, so November does not.
    await willow(NOVEMBER, closed('2026-11-02', '10:00'));
    deps.moveTo(local('2026-12-02 09:00'));
    await close('2026-11');
    expect(await countOf('2026-11', 'inst_num')).toBe('1');
    expect(await lateOf('2026-10')).toMatchObject({ cases: 0 });
  });

  it('after November has counted what was late: October does not count it again', async () => {
    await octoberWithOneHeldBack();
    deps.moveTo(local('2026-12-02 09:00'));
    await close('2026-11');
    await willow(ANOTHER, closed('2026-10-14', '10:00'));
    await reopen('2026-10', '补报');
    await close('2026-10');
    // FIRST and ANOTHER in time; HELD stays where it was counted.
    expect(await countOf('2026-10', 'archive_num')).toBe('2');
    expect(await countOf('2026-10', 'intime_archive_num')).toBe('2');
    for (const label of ['2026-10', '2026-11']) {
      expect(await replayPeriod(database, RIVERTON, label), label).toMatchObject({ isEqual: true });
    }
  });

  it('not while it is open, not without a reason, and nobody else can', async () => {
    await expect(reopen('2026-10', 'why')).rejects.toMatchObject({ code: 'PERIOD-NOT-CLOSED' });
    await octoberWithOneHeldBack();
    for (const reason of ['', '  ', 'x\u0000y']) {
      await expect(reopen('2026-10', reason)).rejects.toMatchObject({ code: 'PERIOD-REASON' });
    }
    await expect(reopen('2026-10', 'why', WILLOW)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    await expect(
      inTenant(
        database,
        'county',
        WILLOW,
        (trx) =>
        sql`insert into biz.period_snapshot (tenant_id, city_id, period_id, snapshot) values (1, 1, ${randomUUID()}, 2)`.execute(trx), // prettier-ignore
      ),
    ).rejects.toMatchObject({ code: '42501' });
    await reopen('2026-10', 'why');
    await expect(reopen('2026-10', 'again')).rejects.toMatchObject({ code: 'PERIOD-NOT-CLOSED' });
  });

  it('and values can be entered again for it, while those of the first stay', async () => {
    await octoberWithOneHeldBack();
    const enter = () => enterInputs(database, deps, RIVERTON, '2026-10', []);
    await expect(enter()).rejects.toMatchObject({ code: 'PERIOD-CLOSED' });
    await reopen('2026-10', 'why');
    expect((await enter()).written).toBe(0);
  });
});
