import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { city, here, makeActs, willow, works } from '../../../test/lifecycle/at-desks.ts';
import { actorOf, settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { jsonb } from '../../database/json.ts';
import type { JsonObject } from '../../database/tables.ts';
import { asOwner } from '../../database/transaction.ts';
import { shippedModes } from '../../tenants/shipped-modes.ts';
import type { Acted } from './record-attempt.ts';

// Willow works by 一级监督两级指挥; from 14 October on its acceptors are to leave acceptance to the leader, and what collectors
// find is to be answered by inspectors. The city has known that since summer.

let database: TestDatabase;
const { at, register: registerAs, act, taskOf, rowOf } = makeActs(() => database);

/** Cell 71 lies in a 一类区域, where acceptance may take 2 hours, a dispatch 3 and a check 5; elsewhere it is as the mode has it. */
const INNER = [105.05, 30.05] as const;

beforeAll(async () => {
  database = await freshDatabase('kept_mode', settleCommands);
  const outline = { type: 'Polygon', coordinates: [[[105, 30], [105.1, 30], [105.1, 30.1], [105, 30.1], [105, 30]]] }; // prettier-ignore
  const two = shippedModes().get('one-supervision-two-commands')!;
  const later = { ...two, name: 'willow-later', rights: { accept: ['leader'], answer_verify: ['inspector'] } };
  const here = { tenant_id: 2, city_id: 1 };
  await asOwner(database, async (trx) => {
    await trx
      .insertInto('biz.tenant_mode')
      .values({ ...here, from_at: local('2026-10-14 00:00'), document: jsonb(later as unknown as JsonObject) })
      .execute();
    await trx
      .insertInto('biz.area')
      .values({
        ...here,
        id: 70,
        level: 'county',
        name: 'willow',
        code: null,
        outline: jsonb(outline),
        is_schematic: true,
      })
      .execute();
    await trx
      .insertInto('biz.grid_cell')
      .values({
        ...here,
        ...{ id: 71, code: 'c71', area_class: 1, outline: jsonb(outline), from_day: '2026-01-01' },
      })
      .execute();
    const rule = (step: string, limit: string) => ({
      ...{ ...here, id: randomUUID(), step, area_class: 1, limit_value: limit, limit_unit: 'clock_hour' },
      ...{ from_day: '2026-01-01', origin_id: 2 },
    });
    await trx
      .insertInto('biz.limit_rule')
      .values([rule('acceptance', '2'), rule('dispatch', '3'), rule('check', '5'), rule('check_sending', '6')])
      .execute();
  });
});
afterAll(() => database.drop());

const collectors = (post: string) => actorOf(1, 12, 'collection_company', post);

/** A call to the city about a point of willow, or about an address. */
const register = (place: readonly [number, number] | null, reportId?: string): Promise<Acted> =>
  registerAs(city('acceptor'), {
    ...(place === null ? {} : { longitude: place[0], latitude: place[1] }),
    ...(reportId === undefined ? {} : { reportId }),
  });
/** When the step of the case that runs is due. */
const stepDueOf = async (caseId: string) => (await rowOf(caseId)).step_due_at;
const taskDueOf = (caseId: string, kind: string) =>
  asOwner(database, (trx) =>
    trx
      .selectFrom('biz.assignment')
      .select('due_at')
      .where('case_id', '=', caseId)
      .where('kind', '=', kind)
      .executeTakeFirstOrThrow(),
  ).then(({ due_at: due }) => due);

describe('a tenant that changes its mode on a date', () => {
  let before: Acted;
  let after: Acted;

  it('works by the one in force until then, also where a body answers without seeing the case', async () => {
    at('2026-10-13 09:00');
    const one = await register(null);
    await act(city('acceptor'), 'ask_verify', here(one), { unitId: 12 });
    const task = await taskOf(one.caseId, 12, 'verify');
    const inspector = act(collectors('inspector'), 'answer_verify', task, { finding: 'exists' });
    await expect(inspector).rejects.toMatchObject({ code: 'FLOW-POST' });
    await act(collectors('collector'), 'answer_verify', task, { finding: 'exists' });
    expect(await act(city('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 })).toMatchObject({
      state: 'filing',
    });
  });

  it('leaves cases that are open theirs, and asks the new posts about new ones', async () => {
    at('2026-10-13 17:00');
    before = await register(null);
    await act(city('acceptor'), 'ask_verify', here(before), { unitId: 12 });
    at('2026-10-14 09:00');
    after = await register(null);
    await act(city('acceptor'), 'ask_verify', here(after), { unitId: 12 });
    for (const [one, right, wrong] of [
      [before, 'collector', 'inspector'],
      [after, 'inspector', 'collector'],
    ] as const) {
      const task = await taskOf(one.caseId, 12, 'verify');
      await expect(act(collectors(wrong), 'answer_verify', task, { finding: 'exists' })).rejects.toMatchObject({
        code: 'FLOW-POST',
      });
      await act(collectors(right), 'answer_verify', task, { finding: 'exists' });
    }
    for (const [one, right, wrong] of [
      [before, 'acceptor', 'leader'],
      [after, 'leader', 'acceptor'],
    ] as const) {
      const given = { classId: 1, ruleId: 1 };
      await expect(act(city(wrong), 'accept', here(one), given)).rejects.toMatchObject({ code: 'FLOW-POST' });
      expect(await act(city(right), 'accept', here(one), given)).toMatchObject({ state: 'filing' });
    }
  });
});

it('a report from before the first mode becomes a case under that one', async () => {
  at('2026-10-12 09:00');
  const reportId = randomUUID();
  await asOwner(database, (trx) =>
    trx
      .insertInto('biz.report')
      .values({
        ...{ tenant_id: 2, city_id: 1, id: reportId, source_code: 'patrol', by_unit_id: 12, state: 'waiting' },
        ...{ reported_at: local('2025-12-30 10:00'), recorded_at: local('2025-12-30 10:00'), description: '垃圾' },
      })
      .execute(),
  );
  const { caseId } = await register(null, reportId);
  const row = await asOwner(database, (trx) =>
    trx.selectFrom('biz.case').select(['mode_from', 'reported_at']).where('id', '=', caseId).executeTakeFirstOrThrow(),
  );
  expect(row).toEqual({ mode_from: local('2026-01-01 00:00'), reported_at: local('2025-12-30 10:00') });
});

describe('the limits of a case in a 一类区域', () => {
  it('are those of the area at every step, whoever starts its clock', async () => {
    at('2026-10-12 09:00');
    let one = await register(INNER);
    expect(await stepDueOf(one.caseId)).toEqual(local('2026-10-12 11:00'));
    await act(city('acceptor'), 'ask_verify', here(one), { unitId: 12 });
    await act(collectors('collector'), 'answer_verify', await taskOf(one.caseId, 12, 'verify'), { finding: 'exists' });
    one = await act(city('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 });
    one = await act(city('shift_leader'), 'file', here(one));
    expect(await stepDueOf(one.caseId)).toEqual(local('2026-10-12 12:00'));
    expect(await taskDueOf(one.caseId, 'command')).toEqual(local('2026-10-12 12:00'));
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    // The department starts the clock for sending the check, the collector, who sees no case, starts it again.
    one = await act(works, 'feed_back', here(one), { words: '已清' });
    const stepOf = async () => {
      const { data } = await asOwner(database, (trx) =>
        trx
          .selectFrom('biz.case_event')
          .select('data')
          .where('case_id', '=', one.caseId)
          .orderBy('recorded_at', 'desc')
          .orderBy('id', 'desc')
          .executeTakeFirstOrThrow(),
      );
      const { step, stepLimitValue, stepLimitUnit } = data as Record<string, unknown>;
      return `${step} ${stepLimitValue} ${stepLimitUnit}`;
    };
    expect(await stepOf()).toBe('check_sending 6 clock_hour');
    const { version } = await asOwner(database, (trx) =>
      trx.selectFrom('biz.case').select('version').where('id', '=', one.caseId).executeTakeFirstOrThrow(),
    );
    await act(city('acceptor'), 'ask_check', { tenantId: 2, caseId: one.caseId, version }, { unitId: 12 });
    expect(await taskDueOf(one.caseId, 'check')).toEqual(local('2026-10-12 14:00'));
    await act(collectors('collector'), 'answer_check', await taskOf(one.caseId, 12, 'check'), { finding: 'passed' });
    expect(await stepOf()).toBe('check_sending 6 clock_hour');
  });

  it('are those of the mode elsewhere', async () => {
    at('2026-10-12 09:00');
    expect(await stepDueOf((await register(null)).caseId)).toEqual(local('2026-10-12 09:15'));
  });
});
