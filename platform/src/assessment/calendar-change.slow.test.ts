import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { RIVERTON, WILLOW } from '../../test/people.ts';
import type { WorkCalendar } from '../calendars/calendar.ts';
import { loadCalendar } from '../calendars/load-calendar.ts';
import { stateCouncilCalendar } from '../calendars/state-council.ts';
import type { CasePicture } from '../cases/fields.ts';
import { rebuildTenant } from '../cases/record/rebuild.ts';
import { refreshCases } from '../cases/record/refresh-cases.ts';
import { asOwner } from '../database/transaction.ts';
import { planCalendar, putCalendar } from './calendar-change.ts';
import { closePeriod } from './close-period.ts';
import { foldTenant } from './counting/fold.ts';
import { openPeriod } from './period/periods.ts';
import { refreshRanking } from './refresh-ranking.ts';
import { replayPeriod } from './replay.ts';
import { rankingOf } from './result/ranking.ts';
import { publishScheme } from './scheme/schemes.ts';
import { shippedSchemes } from './scheme/shipped-schemes.ts';

let database: TestDatabase;
const deps = standingDeps(local('2026-10-20 09:00'));
const ids = Array.from({ length: 4 }, () => randomUUID()).sort();

/** Filed and dispatched at 08:00, four working hours: due at noon of a working day. */
const filed = (day: string, fields: Partial<CasePicture> = {}): CasePicture => {
  const at = local(`${day} 08:00`);
  const limit = { limitValue: '4', limitUnit: 'working_hour' } as const;
  return picture({ reportedAt: at, filedAt: at, dispatchedAt: at, cellId: 1, classId: 1, ...limit, ...fields });
};
const closed = (day: string, at: string): CasePicture =>
  filed(day, { disposedAt: local(`${day} ${at}`), closedAt: local(`${day} ${at}`) });

/** The calendar of the State Council, but Wednesday 14 October is a day off. */
function withoutWednesday(): WorkCalendar {
  const calendar = stateCouncilCalendar();
  return { ...calendar, days: new Map([...calendar.days, ['2026-10-14', 'off']]) };
}

beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  const region = shippedSchemes().find((each) => (each as { id: string }).id === 'liangji-region-1');
  await publishScheme(database, deps, RIVERTON, region);
  const scheme = { schemeId: 'liangji-region-1', schemeVersion: 1 };
  await openPeriod(database, deps, RIVERTON, {
    ...{ label: '2026-10', series: 'month', fromDay: '2026-10-01', toDay: '2026-11-01' },
    ...scheme,
  });
  await openPeriod(database, deps, RIVERTON, {
    ...{ label: '2026-W41', series: 'week', fromDay: '2026-10-08', toDay: '2026-10-12' },
    ...scheme,
  });
  await record(database, deps, WILLOW, ids[0]!, closed('2026-10-13', '10:00'));
  await record(database, deps, WILLOW, ids[1]!, closed('2026-10-14', '16:00'));
  await record(database, deps, WILLOW, ids[2]!, filed('2026-10-14'));
  await record(database, deps, WILLOW, ids[3]!, closed('2026-10-09', '10:00'));
  while ((await foldTenant(database, WILLOW)).more);
});
afterAll(() => database.drop());

const dueOf = (table: 'biz.case' | 'biz.case_fact') =>
  asOwner(database, (trx) =>
    table === 'biz.case'
      ? trx.selectFrom('biz.case').select(['id', 'due_at']).where('tenant_id', '=', 2).orderBy('id').execute()
      : trx
          .selectFrom('biz.case_fact')
          .select(['case_id as id', 'due_at'])
          .where('tenant_id', '=', 2)
          .orderBy('case_id')
          .execute(),
  ).then((rows) => rows.map((row) => row.due_at));
const intime = async (): Promise<string | undefined> => {
  const { ranking } = await rankingOf(database, RIVERTON, '2026-10');
  const value = ranking.find((line) => line.slug === 'willow')?.document.values['intime_archive_num'];
  return value?.state === 'value' ? value.printed : undefined;
};

describe('a calendar that makes the 14th a day off', () => {
  const before = ['2026-10-13 12:00', '2026-10-14 12:00', '2026-10-14 12:00', '2026-10-09 12:00'].map(local);
  const after = ['2026-10-13 12:00', '2026-10-15 12:00', '2026-10-15 12:00', '2026-10-09 12:00'].map(local);

  it('says first what it would change, and changes nothing by that', async () => {
    const [willow, ...others] = (await planCalendar(database, deps, withoutWednesday())).filter(
      ({ moved }) => moved > 0,
    );
    // The one closed at 16:00 was late at noon of the 14th and is in time by the 15th; the open one is overdue by both.
    expect(willow).toMatchObject({ slug: 'willow', moved: 2, late: 0, inTime: 1, frozen: 0 });
    expect(others).toEqual([]);
    expect(await planCalendar(database, deps, stateCouncilCalendar())).toEqual([]);
    expect(await dueOf('biz.case_fact')).toEqual(before);
  });

  it('is found by the worker once it is loaded, and cases, facts and figures follow it', async () => {
    await refreshRanking(database, deps, RIVERTON);
    expect(await intime()).toBe('2');
    const changes = await planCalendar(database, deps, withoutWednesday());
    expect(await putCalendar(database, deps, 'operator:li', withoutWednesday(), changes)).toBe(2);
    expect(await putCalendar(database, deps, 'operator:li', withoutWednesday(), changes)).toBe(2);
    expect(await planCalendar(database, deps, withoutWednesday())).toEqual([]);
    const audit = await asOwner(
      database,
      (trx) =>
      trx.selectFrom('biz.audit').select(['actor', 'subject', 'data']).where('action', '=', 'calendar.load').where('tenant_id', '=', 2).execute(), // prettier-ignore
    );
    expect(audit).toEqual([
      { actor: 'operator:li', subject: 'cn@2', data: { moved: 2, late: 0, inTime: 1, frozen: 0 } },
    ]);
    expect(await dueOf('biz.case_fact')).toEqual(before);
    while (await refreshCases(database, deps, WILLOW));
    expect(await dueOf('biz.case')).toEqual(after);
    expect(await dueOf('biz.case_fact')).toEqual(after);
    while ((await foldTenant(database, WILLOW)).more);
    await refreshRanking(database, deps, RIVERTON);
    expect(await intime()).toBe('3');
  });

  it('is the one a closing uses for every case, so that what is frozen replays', async () => {
    deps.moveTo(local('2026-11-03 09:00'));
    const { ranking } = await closePeriod(database, deps, RIVERTON, '2026-10');
    expect(ranking.find((line) => line.slug === 'willow')!.document.values['intime_archive_num']).toMatchObject({
      printed: '3',
    });
    expect(await replayPeriod(database, RIVERTON, '2026-10')).toMatchObject({ isEqual: true });
  });

  it('leaves the frozen month as it is when it is taken back, and closes a week that nobody projected', async () => {
    const frozen = await rankingOf(database, RIVERTON, '2026-10');
    // October counted the one closed at 16:00; the open one is in nobody's figures for good.
    const [willow] = (await planCalendar(database, deps, stateCouncilCalendar())).filter(({ moved }) => moved > 0);
    expect(willow).toMatchObject({ slug: 'willow', moved: 1, late: 0, inTime: 0, frozen: 1 });
    expect(await loadCalendar(database, stateCouncilCalendar())).toBe(3);
    expect(await rankingOf(database, RIVERTON, '2026-10')).toEqual(frozen);
    expect(await replayPeriod(database, RIVERTON, '2026-10')).toMatchObject({ isEqual: true });
    await closePeriod(database, deps, RIVERTON, '2026-W41');
    expect(await replayPeriod(database, RIVERTON, '2026-W41')).toMatchObject({ isEqual: true });
    expect(await replayPeriod(database, RIVERTON, '2026-10')).toMatchObject({ isEqual: true });
    expect(await rankingOf(database, RIVERTON, '2026-10')).toEqual(frozen);
    const versions = await asOwner(database, (trx) =>
      trx.selectFrom('biz.case_fact').select('calendar_version').where('tenant_id', '=', 2).distinct().execute(),
    );
    expect(versions).toEqual([{ calendar_version: 3 }]);
  });

  it('and cases of frozen days go with their facts: a rebuild after these closings finds nothing different', async () => {
    expect(await dueOf('biz.case')).toEqual(before);
    expect(await dueOf('biz.case_fact')).toEqual(before);
    expect(await rebuildTenant(database, deps, WILLOW, { write: false })).toEqual({ cases: 4, differences: [] });
  });
});
