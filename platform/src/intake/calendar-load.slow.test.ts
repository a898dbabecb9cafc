import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bytesOf, csvOf, makeTestIntake, willowRow, type TestIntake } from '../../test/intake/county.ts';
import { WILLOW } from '../../test/people.ts';
import { loadCalendar } from '../calendars/load-calendar.ts';
import { stateCouncilCalendar } from '../calendars/state-council.ts';
import { refreshCases } from '../cases/record/refresh-cases.ts';
import { asOwner } from '../database/transaction.ts';
import { receiveBatch } from './receive/receive-batch.ts';
import { openRun } from './run-batch.ts';

let intake: TestIntake;
beforeAll(async () => {
  intake = await makeTestIntake();
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

/** Deadline of the only case, and that of its fact with the version of the calendar. */
const deadline = () =>
  asOwner(intake.database, async (trx) => {
    const { due_at } = await trx.selectFrom('biz.case').select('due_at').executeTakeFirstOrThrow();
    const fact = await trx.selectFrom('biz.case_fact').selectAll().executeTakeFirstOrThrow();
    return [due_at, fact.due_at, `${fact.calendar_id} ${fact.calendar_version}`];
  });

it('cases of a batch that began before a calendar was loaded follow that calendar with the next turn of the worker', async () => {
  const { database, deps } = intake;
  await asOwner(database, (trx) =>
    trx
      .insertInto('biz.limit_rule')
      .values({
        ...{ tenant_id: 2, city_id: 1, id: deps.ids.next(), step: 'disposal', from_day: '2026-01-01' },
        class_id: trx.selectFrom('lookup.class').select('id').where('class_name', '=', '暴露垃圾').where('catalogue_id', '=', 'gbt30428'), // prettier-ignore
        ...{ limit_value: '4', limit_unit: 'working_hour' },
      })
      .execute(),
  );
  await receiveBatch(intake, WILLOW, {
    ...{ sourceId: null, sourceCode: null, clientBatchId: 'one', fileName: 'one.csv', format: 'csv' },
    bytes: bytesOf(csvOf([willowRow('A1')])),
  });
  const run = (await openRun(intake, WILLOW))!;
  expect(await run.turn()).toBe('more'); // surveyed: the calendar is read, no row is merged yet
  expect(await asOwner(database, (trx) => trx.selectFrom('biz.case').select('id').execute())).toEqual([]);
  const calendar = stateCouncilCalendar();
  const days = new Map([...calendar.days, ['2026-10-12', 'off'] as const]);
  expect(await loadCalendar(database, { ...calendar, days })).toBe(2);
  while ((await run.turn()) === 'more');

  // Monday 12 October from 08:20: 3 h 40 min until noon, 20 min from 14:00.
  const monday = new Date('2026-10-12T14:20:00+08:00');
  expect(await deadline()).toEqual([monday, monday, 'cn 1']);
  while (await refreshCases(database, deps, WILLOW));
  // Nobody works on Monday: four hours from Tuesday 08:00.
  const tuesday = new Date('2026-10-13T12:00:00+08:00');
  expect(await deadline()).toEqual([tuesday, tuesday, 'cn 2']);
});
