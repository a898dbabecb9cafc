import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { REED, RIVERTON, WILLOW } from '../../../test/people.ts';
import type { WorkCalendar } from '../../calendars/calendar.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { stateCouncilCalendar } from '../../calendars/state-council.ts';
import type { Acting } from '../../database/database.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import type { CasePicture } from '../fields.ts';
import { rebuildTenant } from './rebuild.ts';
import { refreshCases } from './refresh-cases.ts';

let database: TestDatabase;
const deps = standingDeps(local('2026-10-30 09:00'));
const [first, second] = [randomUUID(), randomUUID()].sort() as [string, string];

/** Dispatched at 08:00 with four working hours: due at noon, where 08:00 to noon and 14:00 to 18:00 are worked. */
const sent = (day: string, fields: Partial<CasePicture> = {}): CasePicture => {
  const at = local(`${day} 08:00`);
  const limit = { limitValue: '4', limitUnit: 'working_hour' } as const;
  return picture({ reportedAt: at, filedAt: at, dispatchedAt: at, ...limit, ...fields });
};

/** The calendar of the State Council, but one day is off. */
function without(day: string): WorkCalendar {
  const calendar = stateCouncilCalendar();
  return { ...calendar, days: new Map([...calendar.days, [day, 'off']]) };
}

beforeEach(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  await record(database, deps, WILLOW, first, sent('2026-10-13'));
  await record(database, deps, WILLOW, second, sent('2026-10-14'));
});
afterEach(() => database.drop());

/** What case and fact say of the deadline, and under which calendar, case by case. */
const deadlines = (tenant: Acting = WILLOW) =>
  asOwner(database, async (trx) => {
    const rows = await trx
      .selectFrom('biz.case as c')
      .innerJoin('biz.case_fact as f', (join) =>
        join.onRef('f.tenant_id', '=', 'c.tenant_id').onRef('f.case_id', '=', 'c.id'),
      )
      .select(['c.due_at as case', 'f.due_at as fact', 'f.calendar_id as id', 'f.calendar_version as version'])
      .where('c.tenant_id', '=', tenant.tenantId)
      .orderBy('c.id')
      .execute();
    return rows.map(({ case: ofCase, fact, id, version }) => [ofCase, fact, `${id} ${version}`]);
  });
const both = (wall: string, calendar: string) => [local(wall), local(wall), calendar];
const refresh = (tenant: Acting = WILLOW) => refreshCases(database, deps, tenant);
const check = () => rebuildTenant(database, deps, WILLOW, { write: false });

describe('a case and its fact', () => {
  it('are under the calendar in force, and while they are there is nothing to do', async () => {
    expect(await refresh()).toBe(false);
    expect(await deadlines()).toEqual([both('2026-10-13 12:00', 'cn 1'), both('2026-10-14 12:00', 'cn 1')]);
    const marks = await database.pool('direct').query('delete from biz.stat_dirty');
    expect(marks.rowCount).toBeGreaterThan(0);
    expect(await refresh()).toBe(false);
    expect((await database.pool('direct').query('select from biz.stat_dirty')).rowCount).toBe(0);
  });

  it('follow a tenant to a calendar of another name, though its version has the same number', async () => {
    // Work begins at nine: three hours until noon, the fourth from 14:00.
    const nine = { ...stateCouncilCalendar(), id: 'nine', periods: [['09:00', '12:00'], ['14:00', '18:00']] } as const; // prettier-ignore
    expect(await loadCalendar(database, nine)).toBe(1);
    await record(database, deps, REED, randomUUID(), sent('2026-10-13'));
    expect(await refresh()).toBe(false);
    await database.pool('direct').query(`update biz.tenant set calendar_id = 'nine' where slug = 'willow'`);
    expect((await check()).differences).not.toEqual([]);
    await refresh();
    expect(await deadlines()).toEqual([both('2026-10-13 15:00', 'nine 1'), both('2026-10-14 15:00', 'nine 1')]);
    expect(await check()).toEqual({ cases: 2, differences: [] });
    await refresh(REED);
    expect(await deadlines(REED)).toEqual([both('2026-10-13 12:00', 'cn 1')]);
  });

  it('need no mark: whoever loads a calendar may be killed right after', async () => {
    await loadCalendar(database, without('2026-10-14'));
    expect((await database.pool('direct').query('select from biz.case_dirty')).rowCount).toBe(0);
    await refresh();
    expect(await deadlines()).toEqual([both('2026-10-13 12:00', 'cn 2'), both('2026-10-15 12:00', 'cn 2')]);
  });

  it('are written both or neither: a worker killed in between leaves all for the next one', async () => {
    await loadCalendar(database, without('2026-10-14'));
    const dying = { ...deps, ids: { next: () => { throw new Error('killed'); } } }; // prettier-ignore
    await expect(refreshCases(database, dying, WILLOW)).rejects.toThrow('killed');
    expect(await deadlines()).toEqual([both('2026-10-13 12:00', 'cn 1'), both('2026-10-14 12:00', 'cn 1')]);
    await refresh();
    expect(await deadlines()).toEqual([both('2026-10-13 12:00', 'cn 2'), both('2026-10-15 12:00', 'cn 2')]);
  });

  it('are under one version, and found again, when the next is loaded while they are refreshed', async () => {
    await loadCalendar(database, without('2026-10-14'));
    let refreshing: Promise<boolean> | undefined;
    await asOwner(database, async (trx) => {
      await trx.selectFrom('biz.case').select('id').where('id', '=', second).forUpdate().execute();
      refreshing = refresh();
      await vi.waitFor(async () => {
        const waiting = await database
          .pool('direct')
          .query(
            `select from pg_locks join pg_stat_activity a using (pid) where not granted and a.datname = current_database()`,
          );
        expect(waiting.rowCount).toBe(1);
      }, 10_000);
      expect(await loadCalendar(database, without('2026-10-13'))).toBe(3);
    });
    await refreshing;
    expect(await deadlines()).toEqual([both('2026-10-13 12:00', 'cn 2'), both('2026-10-15 12:00', 'cn 2')]);
    await refresh();
    expect(await deadlines()).toEqual([both('2026-10-14 12:00', 'cn 3'), both('2026-10-14 12:00', 'cn 3')]);
  });

  it('follow the calendar in force when somebody writes under an older one after it was loaded', async () => {
    await loadCalendar(database, without('2026-10-14'));
    while (await refresh());
    const third = 'ffffffff-0000-4000-8000-000000000000';
    await record(database, deps, WILLOW, third, sent('2026-10-14')); // as a batch does that began under version 1
    expect((await deadlines())[2]).toEqual(both('2026-10-14 12:00', 'cn 1'));
    await refresh();
    expect((await deadlines())[2]).toEqual(both('2026-10-15 12:00', 'cn 2'));
    expect(await check()).toEqual({ cases: 3, differences: [] });
  });

  it('have a deadline that may still move until the notice of its year is in', async () => {
    const third = 'ffffffff-0000-4000-8000-000000000000';
    const limit = { limitValue: '4', limitUnit: 'working_day' } as const;
    await record(database, deps, WILLOW, third, sent('2026-12-30', limit));
    const stored = () =>
      asOwner(database, (trx) =>
        trx.selectFrom('biz.case').select(['due_at', 'due_provisional']).where('id', '=', third).executeTakeFirst(),
      );
    // Wednesday and Thursday, Friday 1 January for all we know, Monday.
    expect(await stored()).toEqual({ due_at: local('2027-01-04 18:00'), due_provisional: true });
    const calendar = stateCouncilCalendar();
    const days = new Map([...calendar.days, ['2027-01-01', 'off'] as const]);
    await loadCalendar(database, { ...calendar, days, publishedYears: [...calendar.publishedYears, 2027] });
    await refresh();
    expect(await stored()).toEqual({ due_at: local('2027-01-05 18:00'), due_provisional: false });
  });

  it('are refreshed when they are marked, and the mark is taken', async () => {
    await database.pool('direct').query(`update biz."case" set due_at = null where id = $1`, [first]);
    await inTenant(database, 'clerk', WILLOW, (trx) =>
      trx
        .insertInto('biz.case_dirty')
        .values({ tenant_id: 2, city_id: 1, id: deps.ids.next(), case_id: first, by_unit_id: 20 })
        .execute(),
    );
    await refresh();
    expect((await deadlines())[0]).toEqual(both('2026-10-13 12:00', 'cn 1'));
    expect((await database.pool('direct').query('select from biz.case_dirty')).rowCount).toBe(0);
  });

  it('are refreshed by a rebuild that writes before it compares', async () => {
    await loadCalendar(database, without('2026-10-14'));
    expect(await rebuildTenant(database, deps, WILLOW, { write: true })).toEqual({ cases: 2, differences: [] });
    expect(await deadlines()).toEqual([both('2026-10-13 12:00', 'cn 2'), both('2026-10-15 12:00', 'cn 2')]);
  });
});

it('figures may bring cases to their events, and never give them to another holder, and only those of their own tenant', async () => {
  const tried = (set: string, tenant: Acting) =>
    inTenant(database, 'rollup', tenant, (trx) =>
      sql`update biz."case" set ${sql.raw(set)} where id = ${first} returning id`.execute(trx),
    );
  await expect(tried('holder_id = 3', WILLOW)).rejects.toThrow(/permission denied/);
  await expect(tried('version = 9', WILLOW)).rejects.toThrow(/permission denied/);
  expect((await tried('due_at = null', REED)).rows).toEqual([]);
  expect((await tried('due_at = null', RIVERTON)).rows).toEqual([]);
  expect((await tried('due_at = null', WILLOW)).rows).toEqual([{ id: first }]);
});
