import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { REED, RIVERTON, WILLOW } from '../../test/people.ts';
import type { CasePicture } from '../cases/fields.ts';
import { shareCut } from '../cases/record/cut.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import { closePeriod } from './close-period.ts';
import { foldTenant } from './counting/fold.ts';
import { countMember } from './result/count-member.ts';
import { openPeriod, readMembers, readPeriod, readPeriods, type PeriodPlan } from './period/periods.ts';
import { rankingOf } from './result/ranking.ts';
import { refreshRanking } from './refresh-ranking.ts';
import { replayPeriod } from './replay.ts';
import { publishScheme } from './scheme/schemes.ts';
import { shippedSchemes } from './scheme/shipped-schemes.ts';
import { local, record, picture, prepareRiverton, standingDeps } from '../../test/assessment/cases.ts';

let database: TestDatabase;
let deps: ReturnType<typeof standingDeps>;
const region = shippedSchemes().find((each) => (each as { id: string }).id === 'liangji-region-1');
const october: PeriodPlan = {
  label: '2026-10',
  series: 'month',
  fromDay: '2026-10-01',
  toDay: '2026-11-01',
  schemeId: 'liangji-region-1',
  schemeVersion: 1,
};

beforeEach(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  deps = standingDeps(local('2026-10-20 09:00'));
  await publishScheme(database, deps, RIVERTON, region);
  await openPeriod(database, deps, RIVERTON, october);
});
afterEach(() => database.drop());

/** A case filed and dispatched at 08:00 of a day, to be disposed within four working hours. */
const filed = (day: string, fields: Partial<CasePicture> = {}): CasePicture => {
  const at = local(`${day} 08:00`);
  const limit = { limitValue: '4', limitUnit: 'working_hour' } as const;
  return picture({ reportedAt: at, filedAt: at, dispatchedAt: at, cellId: 1, classId: 1, ...limit, ...fields });
};
const closed = (day: string, at: string, fields: Partial<CasePicture> = {}): CasePicture =>
  filed(day, { disposedAt: local(`${day} ${at}`), closedAt: local(`${day} ${at}`), ...fields });

const IDS = Array.from({ length: 6 }, () => randomUUID()).sort();

/** October of willow: five cases (one late, one open, one without a cell, one public), one open since September. */
async function octoberOfWillow(): Promise<void> {
  const cases = [
    closed('2026-10-12', '10:00'),
    closed('2026-10-13', '11:00', { sourceGroup: 'public', cellId: 2 }),
    closed('2026-10-14', '16:00'),
    filed('2026-10-15', { cellId: null }),
    closed('2026-10-16', '12:00', { cellId: 4 }),
    filed('2026-09-22', { cellId: 5 }),
  ];
  for (const [index, next] of cases.entries()) await record(database, deps, WILLOW, IDS[index]!, next);
}

const results = () =>
  asOwner(database, (trx) => trx.selectFrom('biz.result').selectAll().orderBy('tenant_id').execute());
const listOf = async (counter: string): Promise<string[]> => {
  const row = await asOwner(database, (trx) =>
    trx
      .selectFrom('biz.result_list')
      .select('case_ids')
      .where('tenant_id', '=', WILLOW.tenantId)
      .where('counter', '=', counter)
      .executeTakeFirstOrThrow(),
  );
  return row.case_ids;
};
async function close(): Promise<Awaited<ReturnType<typeof closePeriod>>> {
  deps.moveTo(local('2026-11-03 09:00'));
  return closePeriod(database, deps, RIVERTON, '2026-10');
}

describe('the assessor of riverton closes October', () => {
  it('and every figure lists its cases', async () => {
    await octoberOfWillow();
    const { period, ranking } = await close();
    expect(period).toMatchObject({ state: 'closed', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const willow = ranking.find((line) => line.slug === 'willow')!;
    expect(await listOf('inst_num')).toEqual(IDS.slice(0, 5));
    expect(await listOf('public_verified_inst_num')).toEqual([IDS[1]]);
    expect(await listOf('no_cell_inst_num')).toEqual([IDS[3]]);
    // Due in October, and the one left open since September.
    expect(await listOf('need_archive_num')).toEqual(IDS);
    expect(await listOf('archive_num')).toEqual([IDS[0], IDS[1], IDS[2], IDS[4]].sort());
    expect(await listOf('intime_archive_num')).toEqual([IDS[0], IDS[1], IDS[4]].sort());
    // 0.1 × 80 + 0.2 × mean(90, 90, 100 | 90, 100, 100) + 0.3 × 4/6 × 100 + 0.4 × 3/6 × 100
    expect(willow).toMatchObject({ state: 'scored', score: '67.00', grade: 'C', rank: 1, rankOf: 1, isFrozen: true });
    expect(willow.document.values['without_cell_share']).toMatchObject({ printed: '20.00%' });
    expect(willow.document.cells).toEqual({
      inst_num: [
        { areaClass: 1, count: 0, cells: 1 },
        { areaClass: 1, count: 1, cells: 1 },
        { areaClass: 1, count: 2, cells: 1 },
        { areaClass: 2, count: 0, cells: 2 },
        { areaClass: 2, count: 1, cells: 1 },
      ],
    });
  });

  it('and reed, which sent nothing, has no score and no rank', async () => {
    await octoberOfWillow();
    const { ranking } = await close();
    expect(ranking.find((line) => line.slug === 'reed')).toMatchObject({
      state: 'no_data',
      score: null,
      grade: null,
      rank: null,
      noDataReason: 'SCHEME-NO-DATA-SILENCE',
      lastDataAt: null,
    });
  });

  it('and reed, which sent nothing but has a case overdue since September, does not leave the ranking by that', async () => {
    await octoberOfWillow();
    await record(database, deps, REED, randomUUID(), filed('2026-09-22'));
    while ((await foldTenant(database, REED)).more);
    await refreshRanking(database, deps, RIVERTON);
    // The public-report rate has nothing to divide by and is left out: (0.2 × 100 + 0.3 × 0/1 + 0.4 × 0/1) ÷ 0.9 = 200/9
    const expected = { state: 'scored', score: '22.22', grade: 'E', rank: 2, rankOf: 2 };
    const provisional = await rankingOf(database, RIVERTON, '2026-10');
    expect(provisional.ranking.find((line) => line.slug === 'reed')).toMatchObject({ score: '22.22', grade: 'E' });
    const { ranking } = await close();
    expect(ranking.find((line) => line.slug === 'reed')).toMatchObject(expected);
    expect(await replayPeriod(database, RIVERTON, '2026-10')).toMatchObject({ isEqual: true });
  });

  it('cannot close before the month has ended, nor a month that does not exist', async () => {
    deps.moveTo(local('2026-10-31 23:59'));
    await expect(closePeriod(database, deps, RIVERTON, '2026-10')).rejects.toMatchObject({ code: 'PERIOD-NOT-OVER' });
    await expect(closePeriod(database, deps, RIVERTON, '2026-12')).rejects.toMatchObject({
      code: 'PERIOD-UNKNOWN',
      params: { label: '2026-12', known: '2026-10' },
    });
    expect(await results()).toEqual([]);
  });

  it('again, and nothing changes', async () => {
    await octoberOfWillow();
    const first = await close();
    const before = await results();
    deps.moveTo(local('2026-11-09 09:00'));
    expect(await closePeriod(database, deps, RIVERTON, '2026-10')).toEqual(first);
    expect(await results()).toEqual(before);
  });

  it('after an interruption: the county counted before stays as it was counted', async () => {
    await octoberOfWillow();
    deps.moveTo(local('2026-11-02 09:00'));
    const [period, periods, members] = await inTenant(database, 'rollup', RIVERTON, async (trx) => [
      await readPeriod(trx, RIVERTON.cityId, '2026-10'),
      await readPeriods(trx, RIVERTON.cityId),
      await readMembers(trx, RIVERTON),
    ]);
    const willow = members.find((member) => member.slug === 'willow')!;
    await countMember(database, deps, period, willow, periods);
    await record(database, deps, WILLOW, IDS[3]!, closed('2026-10-15', '10:00', { cellId: null }));
    const frozen = (await results())[0]!;
    const { ranking } = await close();
    expect(ranking.find((line) => line.slug === 'willow')).toMatchObject({ hash: frozen.hash, score: '67.00' });
    expect((await replayPeriod(database, RIVERTON, '2026-10')).isEqual).toBe(true);
  });

  it('but a county cannot: not close, not replay, not publish, not open, not read the ranking', async () => {
    await octoberOfWillow();
    deps.moveTo(local('2026-11-03 09:00'));
    for (const act of [
      () => closePeriod(database, deps, WILLOW, '2026-10'),
      () => replayPeriod(database, WILLOW, '2026-10'),
      () => publishScheme(database, deps, WILLOW, region),
      () => openPeriod(database, deps, WILLOW, october),
      () => rankingOf(database, WILLOW, '2026-10'),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    }
    expect(await results()).toEqual([]);
  });
});

describe('a replay of October', () => {
  it('gives the same hash after late uploads and without any bucket, and another when one event was altered', async () => {
    await octoberOfWillow();
    while ((await foldTenant(database, WILLOW)).more);
    const { period } = await close();
    const frozen = await results();

    // Willow sends changed times for a closed month: accepted, recorded after the cut, kept out of the frozen figure.
    await record(database, deps, WILLOW, IDS[2]!, closed('2026-10-14', '09:00', { cellId: 3 }));
    await record(database, deps, WILLOW, IDS[3]!, closed('2026-10-15', '09:30'));
    await record(database, deps, REED, randomUUID(), closed('2026-10-15', '09:30'));
    while ((await foldTenant(database, WILLOW)).more);
    await refreshRanking(database, deps, RIVERTON);
    await asOwner(database, (trx) => trx.deleteFrom('biz.stat_bucket').execute());
    expect(await results()).toEqual(frozen);

    const again = await replayPeriod(database, RIVERTON, '2026-10');
    expect(again).toMatchObject({ isEqual: true, storedHash: period.hash, replayedHash: period.hash });
    expect(again.members.map((member) => [member.name, member.isEqual, member.replayedScore])).toEqual([
      ['willow', true, '67.00'],
      ['reed', true, null],
    ]);

    // Somebody who owns the database moves one closing by an hour, past its deadline.
    await asOwner(database, (trx) =>
      sql`update biz.case_event set occurred_at = occurred_at + interval '1 hour'
        where case_id = ${IDS[4]} and kind in ('disposed', 'closed')`.execute(trx),
    );
    const altered = await replayPeriod(database, RIVERTON, '2026-10');
    expect(altered.isEqual).toBe(false);
    expect(altered.replayedHash).not.toBe(period.hash);
    expect(altered.members[0]).toMatchObject({
      isEqual: false,
      differences: [{ counter: 'intime_archive_num', stored: 3, replayed: 2 }],
    });
    expect(altered.members[1]).toMatchObject({ isEqual: true });
  });

  it('and its bulletin stay as they were when a county is moved to another group, or to none', async () => {
    await octoberOfWillow();
    const { period, ranking } = await close();
    const move = (group: string | null) =>
      asOwner(database, (trx) =>
        trx.updateTable('biz.tenant').set({ rank_group: group }).where('tenant_id', '=', WILLOW.tenantId).execute(),
      );
    for (const group of ['zone', null]) {
      await move(group);
      expect(await rankingOf(database, RIVERTON, '2026-10')).toEqual({ period, ranking });
      expect(ranking[0]).toMatchObject({ slug: 'willow', group: 'county', score: '67.00', rank: 1 });
      expect(await replayPeriod(database, RIVERTON, '2026-10')).toMatchObject({
        ...{ isEqual: true, replayedHash: period.hash },
        members: [{ name: 'willow', replayedScore: '67.00' }, { name: 'reed' }],
      });
      expect(await closePeriod(database, deps, RIVERTON, '2026-10')).toEqual({ period, ranking });
    }
  });

  it('compares the lists of the snapshot that is in force, not those it took the place of', async () => {
    await octoberOfWillow();
    await close();
    await asOwner(database, async (trx) => {
      const ofWillow = sql`tenant_id = ${WILLOW.tenantId} and snapshot = 1`;
      await sql`insert into biz.result select (r).* from (select jsonb_populate_record(x, '{"snapshot": 2}') as r
        from biz.result x where ${ofWillow}) again`.execute(trx);
      await sql`insert into biz.result_list select (r).* from (select jsonb_populate_record(x, '{"snapshot": 2}') as r
        from biz.result_list x where ${ofWillow}) again`.execute(trx);
      await sql`insert into biz.period_snapshot select (r).* from (select jsonb_populate_record(x, '{"snapshot": 2}') as r
        from biz.period_snapshot x) again`.execute(trx);
      // What the first snapshot counted otherwise is nobody's figure any more.
      await sql`update biz.result_list set case_ids = '{}' where ${ofWillow} and counter = 'inst_num'`.execute(trx);
      await sql`update biz.result set hash = 'altered' where tenant_id = ${WILLOW.tenantId} and snapshot = 2`.execute(
        trx,
      );
    });
    const { members } = await replayPeriod(database, RIVERTON, '2026-10');
    expect(members[0]).toMatchObject({ name: 'willow', isEqual: false, differences: [] });
  });

  it('is exact although merges run while the county is frozen', async () => {
    await octoberOfWillow();
    deps.moveTo(local('2026-11-03 09:00'));
    const storm = async (): Promise<void> => {
      for (let turn = 0; turn < 12; turn++) {
        const next = closed('2026-10-12', turn % 2 === 0 ? '17:00' : '09:00');
        await record(database, deps, WILLOW, IDS[0]!, next);
        await record(database, deps, WILLOW, randomUUID(), closed('2026-10-19', '09:00'));
      }
    };
    await Promise.all([storm(), closePeriod(database, deps, RIVERTON, '2026-10')]);
    expect(await replayPeriod(database, RIVERTON, '2026-10')).toMatchObject({ isEqual: true });
  });

  it('is refused while the month is open', async () => {
    await expect(replayPeriod(database, RIVERTON, '2026-10')).rejects.toMatchObject({ code: 'PERIOD-NOT-CLOSED' });
  });
});

describe('three series of periods that overlap', () => {
  const week: PeriodPlan = {
    ...october,
    label: '2026-W42',
    series: 'week',
    fromDay: '2026-10-12',
    toDay: '2026-10-19',
  };
  const tenDays: PeriodPlan = {
    ...october,
    label: '2026-10-b',
    series: 'ten_days',
    fromDay: '2026-10-11',
    toDay: '2026-10-21',
  };

  it('are closed one after another, with changes between, and each replays as it was closed', async () => {
    for (const plan of [week, tenDays]) await openPeriod(database, deps, RIVERTON, plan);
    await octoberOfWillow();
    const scoreOf = async (label: string): Promise<string | null> => {
      const { ranking } = await closePeriod(database, deps, RIVERTON, label);
      return ranking.find((line) => line.slug === 'willow')!.score;
    };
    deps.moveTo(local('2026-10-20 09:00'));
    const weekly = await scoreOf('2026-W42');
    await record(database, deps, WILLOW, IDS[3]!, closed('2026-10-15', '10:00', { cellId: null }));
    deps.moveTo(local('2026-10-22 09:00'));
    const ofTenDays = await scoreOf('2026-10-b');
    await record(database, deps, WILLOW, IDS[5]!, closed('2026-09-22', '10:00', { cellId: 5 }));
    deps.moveTo(local('2026-11-03 09:00'));
    const monthly = await scoreOf('2026-10');
    // 8 + 19, then 30 × closed/due + 40 × closed in time/due: 4 and 3 of 6 (five due, one open since September); 5 and 4 of
    // 6; 5 and 4 of 5, because the one of September has been closed meanwhile.
    expect([weekly, ofTenDays, monthly]).toEqual(['67.00', '78.67', '89.00']);

    await record(database, deps, WILLOW, IDS[0]!, closed('2026-10-12', '17:00'));
    for (const label of ['2026-W42', '2026-10-b', '2026-10']) {
      expect(await replayPeriod(database, RIVERTON, label), label).toMatchObject({ isEqual: true });
    }
    const epochs = await asOwner(database, (trx) =>
      trx
        .selectFrom('biz.closing')
        .select(['epoch', 'from_at', 'to_at'])
        .where('tenant_id', '=', 2)
        .orderBy('epoch')
        .execute(),
    );
    expect(epochs).toEqual([
      { epoch: 0, from_at: local('2026-10-12 00:00'), to_at: local('2026-10-19 00:00') },
      { epoch: 1, from_at: local('2026-10-11 00:00'), to_at: local('2026-10-21 00:00') },
      { epoch: 2, from_at: local('2026-10-01 00:00'), to_at: local('2026-11-01 00:00') },
    ]);
  });

  it('but periods of one series cannot overlap, not by a day', async () => {
    const plan = { ...october, label: '2026-10b', fromDay: '2026-10-31', toDay: '2026-11-30' };
    await expect(openPeriod(database, deps, RIVERTON, plan)).rejects.toMatchObject({
      code: 'PERIOD-OVERLAPS',
      params: { label: '2026-10b', series: 'month', other: '2026-10 (2026-10-01 – 2026-11-01)' },
    });
    const next = { ...plan, fromDay: '2026-11-01' };
    expect(await openPeriod(database, deps, RIVERTON, next)).toMatchObject({ label: '2026-10b', state: 'open' });
  });

  it('are closed while acts come without pause: the closing waits for those before it, not for those after', async () => {
    let acts = 0;
    let closing = true;
    const acting = async (): Promise<void> => {
      while (closing) {
        await inTenant(database, 'ingest', WILLOW, async (trx) => {
          await shareCut(trx, deps, WILLOW.tenantId);
          await sql`select pg_sleep(0.05)`.execute(trx);
        });
        acts++;
      }
    };
    deps.moveTo(local('2026-11-03 09:00'));
    const storm = Promise.all([acting(), acting(), acting()]);
    await closePeriod(database, deps, RIVERTON, '2026-10');
    closing = false;
    await storm;
    expect(acts).toBeGreaterThan(0);
  });
});

describe('the ranking of a running month', () => {
  it('follows an upload: figures from the buckets, ranks of everybody', async () => {
    await octoberOfWillow();
    await record(database, deps, REED, randomUUID(), closed('2026-10-12', '09:00'));
    for (const county of [WILLOW, REED]) while ((await foldTenant(database, county)).more);
    expect(await refreshRanking(database, deps, RIVERTON)).toEqual(['2026-10']);
    const before = await rankingOf(database, RIVERTON, '2026-10');
    expect(before.period.state).toBe('open');
    expect(before.ranking.map((line) => [line.slug, line.score, line.rank, line.isFrozen])).toEqual([
      ['reed', '99.67', 1, false],
      ['willow', '67.00', 2, false],
    ]);
    expect(await listOf('need_archive_num')).toEqual(IDS);

    await record(database, deps, WILLOW, IDS[3]!, closed('2026-10-15', '11:00', { cellId: null }));
    while ((await foldTenant(database, WILLOW)).more);
    await refreshRanking(database, deps, RIVERTON, WILLOW.tenantId);
    const after = await rankingOf(database, RIVERTON, '2026-10');
    expect(after.ranking.find((line) => line.slug === 'willow')).toMatchObject({ score: '78.67', rank: 2, rankOf: 2 });
    expect(await listOf('archive_num')).toContain(IDS[3]);
  });

  it('leaves a deadline of this very day for tomorrow', async () => {
    await record(database, deps, WILLOW, IDS[0]!, filed('2026-10-20'));
    while ((await foldTenant(database, WILLOW)).more);
    await refreshRanking(database, deps, RIVERTON);
    const dueOn = async (): Promise<string | undefined> => {
      const { ranking } = await rankingOf(database, RIVERTON, '2026-10');
      const value = ranking.find((line) => line.slug === 'willow')!.document.values['need_archive_num']!;
      return value.state === 'value' ? value.printed : undefined;
    };
    expect(await dueOn()).toBe('0');
    deps.moveTo(local('2026-10-21 00:00'));
    await refreshRanking(database, deps, RIVERTON);
    expect(await dueOn()).toBe('1');
  });

  it('says nothing about a month that has not begun', async () => {
    await openPeriod(database, deps, RIVERTON, {
      ...october,
      label: '2026-11',
      fromDay: '2026-11-01',
      toDay: '2026-12-01',
    });
    await refreshRanking(database, deps, RIVERTON);
    expect((await rankingOf(database, RIVERTON, '2026-11')).ranking).toEqual([]);
  });
});

describe('schemes and periods of a city', () => {
  it('are stored once, and cannot be changed under the same name', async () => {
    const document = structuredClone(region) as { backlog: { kept: boolean }; version: number };
    await publishScheme(database, deps, RIVERTON, document);
    document.backlog.kept = false;
    await expect(publishScheme(database, deps, RIVERTON, document)).rejects.toMatchObject({ code: 'SCHEME-EXISTS' });
    expect(await publishScheme(database, deps, RIVERTON, { ...document, version: 2 })).toMatchObject({ version: 2 });
    expect(await openPeriod(database, deps, RIVERTON, october)).toMatchObject({ label: '2026-10', state: 'open' });
    await expect(openPeriod(database, deps, RIVERTON, { ...october, schemeVersion: 2 })).rejects.toMatchObject({
      code: 'PERIOD-EXISTS',
    });
  });

  it('are refused when unsound: an unsound scheme, days that run backwards, groups without a score, no such scheme', async () => {
    await expect(publishScheme(database, deps, RIVERTON, {})).rejects.toMatchObject({ code: 'SCHEME-REFUSED' });
    const plan = { ...october, label: 'x' };
    await expect(openPeriod(database, deps, RIVERTON, { ...plan, toDay: '2026-10-01' })).rejects.toMatchObject({
      code: 'SYS-INPUT',
    });
    await expect(openPeriod(database, deps, RIVERTON, { ...plan, schemeVersion: 9 })).rejects.toMatchObject({
      code: 'SCHEME-MISSING',
    });
    const yuncheng = shippedSchemes().find((each) => (each as { id: string }).id === 'yuncheng-2026');
    await publishScheme(database, deps, RIVERTON, yuncheng);
    await expect(openPeriod(database, deps, RIVERTON, { ...plan, schemeId: 'yuncheng-2026' })).rejects.toMatchObject({
      code: 'SYS-INPUT',
    });
  });
});
