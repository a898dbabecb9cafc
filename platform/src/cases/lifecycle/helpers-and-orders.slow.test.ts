import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { city, here, makeActs, parks, power, WILLOW, willow, works } from '../../../test/lifecycle/at-desks.ts';
import { actorOf, makeSquad, settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { jsonb } from '../../database/json.ts';
import { rebuildTenant } from '../record/rebuild.ts';
import { strangeMoves } from '../record/strange-moves.ts';
import { refreshCases } from '../record/refresh-cases.ts';
import { runClerk } from './clerk.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('commands', settleCommands);
});
afterAll(() => database.drop());

const { deps, at, register, act, taskOf, rowOf, filed, dispatched } = makeActs(() => database);

const tasksOf = (caseId: string, kind: string) =>
  asOwner(database, (trx) =>
    trx
      .selectFrom('biz.assignment')
      .selectAll()
      .where('case_id', '=', caseId)
      .where('kind', '=', kind)
      .orderBy('unit_id')
      .orderBy('id')
      .execute(),
  );

/** What somebody reads of a table about a case, in his own pool. */
const reads = (actor: Actor, table: 'biz.assignment' | 'biz.case_event', caseId: string) =>
  inTenant(database, actor.pool, actingOf(actor), (trx) =>
    trx.selectFrom(table).selectAll().where('tenant_id', '=', 2).where('case_id', '=', caseId).execute(),
  );

const turnOf = (caseId: string, unitId: number) =>
  asOwner(database, (trx) =>
    trx
      .selectFrom('biz.case_turn')
      .select(['limit_value', 'due_at'])
      .where('case_id', '=', caseId)
      .where('unit_id', '=', unitId)
      .where('step', '=', 'assist')
      .executeTakeFirstOrThrow(),
  );

const HOUR = { value: '1', unit: 'working_hour' } as const;

describe('bodies that help', () => {
  it('are named with the dispatch, one with a limit of its own, one until the deadline of the disposal', async () => {
    let one = await filed();
    at('2026-10-12 09:00');
    one = await act(willow('dispatcher'), 'dispatch', here(one), {
      unitId: 21,
      assists: [
        { unitId: 22, words: '请清运', limit: HOUR },
        { unitId: 23, words: '请拍照' },
      ],
    });
    const [parksTask, collectorsTask] = await tasksOf(one.caseId, 'assist');
    expect(parksTask).toMatchObject({
      ...{ unit_id: 22, also_unit_id: 21, asker_unit_id: 20, limit_value: '1', due_at: local('2026-10-12 10:00') },
      warn_at: local('2026-10-12 09:48'),
    });
    expect(collectorsTask).toMatchObject({ unit_id: 23, also_unit_id: 21, due_at: local('2026-10-12 15:00') });
    while (await refreshCases(database, deps, WILLOW));
    expect(await turnOf(one.caseId, 22)).toEqual({ limit_value: '1', due_at: local('2026-10-12 10:00') });
    expect((await rebuildTenant(database, deps, WILLOW, { write: false })).differences).toEqual([]);
    await expect(act(works, 'feed_back', here(one), { words: '已清除' })).rejects.toMatchObject({
      code: 'FLOW-ASSISTS-OPEN',
    });
    await act(parks, 'answer_assist', await taskOf(one.caseId, 22, 'assist'), { words: '已清运三车' });
    const seen = await reads(works, 'biz.assignment', one.caseId);
    expect(seen.find(({ unit_id: unit }) => unit === 22)?.answer).toMatchObject({ words: '已清运三车' });
    const heard = await reads(works, 'biz.case_event', one.caseId);
    expect(heard.find(({ kind }) => kind === 'assist_answered')?.data).toMatchObject({ words: '已清运三车' });
    const assistant = actorOf(2, 23, 'collection_company', 'department');
    expect((await reads(assistant, 'biz.assignment', one.caseId)).map(({ unit_id: unit }) => unit)).toEqual([23]);
    await act(assistant, 'answer_assist', await taskOf(one.caseId, 23, 'assist'), { words: '已拍照' });
    expect((await act(works, 'feed_back', here(one), { words: '已清除' })).state).toBe('check_sending');
  });

  it('follow their own clock and the deadline of the disposal when that is extended or stands still', async () => {
    let one = await dispatched();
    await act(willow('dispatcher'), 'ask_assist', here(one), { unitId: 22, words: '请清运', limit: HOUR });
    await act(willow('dispatcher'), 'ask_assist', here(one), { unitId: 23, words: '请拍照' });
    await act(works, 'ask_extension', here(one), { reason: '需吊车' });
    one = await act(willow('dispatcher'), 'extend', here(one), { reason: '同意' });
    const due = async () => (await tasksOf(one.caseId, 'assist')).map(({ due_at: at }) => at);
    expect(await due()).toEqual([local('2026-10-12 10:00'), local('2026-10-13 09:00')]);
    at('2026-10-12 09:30');
    const until = '2026-10-13T09:00:00+08:00';
    await act(works, 'ask_suspension', here(one), { reason: '雨季', until });
    one = await act(willow('dispatcher'), 'suspend', here(one), { reason: '同意', until });
    expect(await due()).toEqual([null, null]);
    at('2026-10-13 09:00');
    one = await act(willow('dispatcher'), 'resume', here(one), { reason: '天晴' });
    // Of its hour half was used before.
    expect((await due())[0]).toEqual(local('2026-10-13 09:30'));
    expect((await due())[1]).toEqual((await rowOf(one.caseId)).due_at);
  });

  it('are not given longer than the disposal has, and are neither the lead nor a body of another county', async () => {
    const one = await filed();
    at('2026-10-12 09:00');
    const helped = (unitId: number, value = '1') =>
      act(willow('dispatcher'), 'dispatch', here(one), {
        unitId: 21,
        assists: [{ unitId, words: '请配合', limit: { value, unit: 'working_hour' } }],
      });
    await expect(helped(22, '5')).rejects.toMatchObject({ code: 'FLOW-ASSIST-LATE' });
    await expect(helped(21)).rejects.toMatchObject({ code: 'FLOW-ASSIST-LEAD' });
    await expect(helped(31)).rejects.toMatchObject({ code: 'FLOW-BODY' });
    expect((await helped(22, '4')).state).toBe('disposing');
  });

  it('are let off by the desk that asked them, and by nobody else; then the lead feeds back without their answer', async () => {
    const one = await dispatched();
    const half = '2026-10-12 09:30';
    await act(willow('dispatcher'), 'ask_assist', here(one), { unitId: 22, words: '请清运', limit: HOUR });
    await act(willow('dispatcher'), 'ask_assist', here(one), { unitId: 23, words: '请拍照' });
    const task = await taskOf(one.caseId, 22, 'assist');
    at(half);
    const withdraw = (who: Actor) => act(who, 'withdraw_assist', task, { reason: '单位已撤销' });
    for (const [who, code] of [
      [works, 'FLOW-SIDE'],
      [parks, 'FLOW-SIDE'],
      [city('dispatcher'), 'FLOW-SIDE'],
      [willow('shift_leader'), 'FLOW-POST'],
      [actorOf(2, 23, 'collection_company', 'department'), 'FLOW-TASK-UNKNOWN'],
      [actorOf(3, 30, 'centre', 'dispatcher'), 'FLOW-TASK-UNKNOWN'],
    ] as const) {
      await expect(withdraw(who)).rejects.toMatchObject({ code });
    }
    await withdraw(willow('dispatcher'));
    expect((await tasksOf(one.caseId, 'assist')).map(({ unit_id: unit, state }) => `${unit} ${state}`)).toEqual([
      ...['22 withdrawn', '23 open'],
    ]);
    await expect(act(parks, 'answer_assist', task, { words: '已清运' })).rejects.toMatchObject({
      code: 'FLOW-TASK-OVER',
    });
    await expect(withdraw(willow('dispatcher'))).rejects.toMatchObject({ code: 'FLOW-TASK-OVER' });
    const fedBack = () => act(works, 'feed_back', here(one), { words: '已清除' });
    await expect(fedBack()).rejects.toMatchObject({ code: 'FLOW-ASSISTS-OPEN' });
    while (await refreshCases(database, deps, WILLOW));
    const turn = await asOwner(database, (trx) =>
      trx
        .selectFrom('biz.case_turn')
        .select(['to_at', 'ended_by'])
        .where('case_id', '=', one.caseId)
        .where('unit_id', '=', 22)
        .executeTakeFirstOrThrow(),
    );
    expect(turn).toEqual({ to_at: local(half), ended_by: 'assist_withdrawn' });
    const heard = await reads(works, 'biz.case_event', one.caseId);
    expect(heard.find(({ kind }) => kind === 'assist_withdrawn')).toMatchObject({
      data: { unitId: 22, reason: '单位已撤销' },
    });

    const other = await taskOf(one.caseId, 23, 'assist');
    await act(willow('dispatcher'), 'withdraw_assist', other, { reason: '改派' });
    expect((await fedBack()).state).toBe('check_sending');
    while (await refreshCases(database, deps, WILLOW));
    expect((await rebuildTenant(database, deps, WILLOW, { write: false })).differences).toEqual([]);
  });

  it('once withdrawn or answered are not asked again by a recall', async () => {
    const one = await dispatched();
    await act(willow('dispatcher'), 'ask_assist', here(one), { unitId: 22, words: '请清运' });
    await act(willow('dispatcher'), 'ask_assist', here(one), { unitId: 23, words: '请拍照' });
    await act(willow('dispatcher'), 'withdraw_assist', await taskOf(one.caseId, 23, 'assist'), { reason: '改派' });
    await act(willow('dispatcher'), 'ask_assist', here(one), { unitId: 23, words: '请看现场' });
    await act(parks, 'answer_assist', await taskOf(one.caseId, 22, 'assist'), { words: '已清运' });
    await act(works, 'ask_return', here(one), { reason: '不属本单位职责' });
    const back = await act(willow('dispatcher'), 'take_back', here(one), { reason: '同意' });
    await act(willow('dispatcher'), 'recall', here(back));
    await runClerk(database, deps, WILLOW);
    expect((await rowOf(one.caseId)).state).toBe('disposing');
    expect((await tasksOf(one.caseId, 'assist')).map(({ unit_id: unit, state }) => `${unit} ${state}`)).toEqual([
      ...['22 answered', '23 withdrawn', '23 accepted'],
    ]);
  });

  it('are named when a case is filed and dispatched at once', async () => {
    at('2026-10-12 09:00');
    const one = await register(city('acceptor'));
    await act(city('shift_leader'), 'file_urgent', here(one), {
      ...{ classId: 1, ruleId: 1, unitId: 11, assists: [{ unitId: 21, words: '请围挡', limit: HOUR }] },
    });
    const [task] = await tasksOf(one.caseId, 'assist');
    expect(task).toMatchObject({ unit_id: 21, also_unit_id: 11, due_at: local('2026-10-12 10:00') });
  });
});

describe('a return', () => {
  it('waits until the body has taken the task back from its squad, which is written down', async () => {
    const one = await dispatched();
    const task = await taskOf(one.caseId, 21, 'lead');
    await makeSquad(database, 2, 21, 211);
    await act(works, 'assign_inside', task, { innerUnitId: 211 });
    await expect(act(works, 'ask_return', here(one), { reason: '不属本单位职责' })).rejects.toMatchObject({
      code: 'FLOW-INNER-OPEN',
    });
    await expect(act(parks, 'assign_inside', task, { innerUnitId: null })).rejects.toMatchObject({
      code: 'FLOW-TASK-UNKNOWN',
    });
    await act(works, 'assign_inside', task, { innerUnitId: null });
    const events = await reads(works, 'biz.case_event', one.caseId);
    expect(events.flatMap(({ kind, data }) => (kind === 'inner_asked' ? [data] : []))).toEqual([
      { act: 'assign_inside', innerUnitId: 211 },
      { act: 'assign_inside', innerUnitId: null },
    ]);
    await act(works, 'ask_return', here(one), { reason: '不属本单位职责' });
    expect((await tasksOf(one.caseId, 'lead'))[0]).toMatchObject({ inner_unit_id: null, asks_unit_id: 20 });
  });

  it('that is asked for keeps the task from squads until it is decided; refused, it goes inside again', async () => {
    const one = await dispatched();
    const task = await taskOf(one.caseId, 21, 'lead');
    await makeSquad(database, 2, 21, 212);
    await act(works, 'ask_return', here(one), { reason: '不属本单位职责' });
    const inside = () => act(works, 'assign_inside', task, { innerUnitId: 212 });
    await expect(inside()).rejects.toMatchObject({ code: 'FLOW-REQUEST-WAITS' });
    expect((await tasksOf(one.caseId, 'lead'))[0]).toMatchObject({ inner_unit_id: null, asks: { request: 'return' } });
    await act(willow('dispatcher'), 'refuse_request', here(one), { reason: '属本单位职责' });
    await inside();
    expect((await tasksOf(one.caseId, 'lead'))[0]).toMatchObject({ inner_unit_id: 212, asks: null });
  });

  it('that was granted and is recalled waits again, with its reason and its decider', async () => {
    let one = await filed();
    one = await act(willow('dispatcher'), 'pass_up', here(one), { reason: '电力设施' });
    one = await act(city('dispatcher'), 'dispatch', here(one), { unitId: 11 });
    await act(power, 'ask_return', here(one), { reason: '不属本单位职责' });
    const asked = { asks: { request: 'return', reason: '不属本单位职责' }, asks_unit_id: 10, other_id: 1 };
    expect((await tasksOf(one.caseId, 'lead'))[0]).toMatchObject(asked);
    one = await act(city('dispatcher'), 'take_back', here(one), { reason: '同意' });
    expect((await tasksOf(one.caseId, 'lead'))[0]).toMatchObject({ state: 'withdrawn', asks: null });
    await act(city('dispatcher'), 'recall', here(one));
    await runClerk(database, deps, WILLOW);
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'disposing', holder_unit_id: 11 });
    expect((await tasksOf(one.caseId, 'lead'))[0]).toMatchObject({ state: 'accepted', ...asked });
    one = { ...one, version: one.version! + 1 };
    expect((await act(city('dispatcher'), 'take_back', here(one), { reason: '同意' })).state).toBe('dispatching');
  });
});

describe('orders of the city to a county', () => {
  it.each(['supervise', 'spot_check', 'reassign', 'supplement'])(
    'of the kind %s are read by both sides with due time, acknowledgement and answer',
    async (order) => {
      const one = await dispatched();
      const until = '2026-10-13T18:00:00+08:00';
      await act(city('leader'), 'supervise', here(one), { order, level: 'leader', until, words: '请尽快' });
      const sides = async () => {
        const both = await Promise.all(
          [city('leader'), willow('dispatcher')].map(async (who) => {
            const orders = (await reads(who, 'biz.assignment', one.caseId)).filter(({ kind }) => kind === 'reply');
            return orders.map(
              ({ subtype, unit_id: unit, other_id: other, due_at: due, warn_at: warn, state, answer }) => ({
                ...{ subtype, unit, other, due, warn, state, words: (answer as { words?: string } | null)?.words },
              }),
            );
          }),
        );
        expect(both[0]).toEqual(both[1]);
        return both[0];
      };
      // 33 hours from nine of the 12th, of which 80 % are 26.4.
      const dues = { due: local('2026-10-13 18:00'), warn: local('2026-10-13 11:24') };
      const asked = { subtype: order, unit: 20, other: 1, ...dues };
      expect(await sides()).toEqual([{ ...asked, state: 'open', words: undefined }]);
      const task = await taskOf(one.caseId, 20, 'reply');
      await expect(act(works, 'acknowledge', task)).rejects.toMatchObject({ code: 'FLOW-TASK-UNKNOWN' });
      await act(willow('dispatcher'), 'acknowledge', task);
      expect(await sides()).toEqual([{ ...asked, state: 'accepted', words: undefined }]);
      const found = order === 'spot_check' ? { finding: 'passed' } : {};
      await act(willow('dispatcher'), 'answer_order', task, { words: '今日办结', ...found });
      expect(await sides()).toEqual([{ ...asked, state: 'answered', words: '今日办结' }]);
      expect(await reads(works, 'biz.assignment', one.caseId)).toHaveLength(1);
    },
  );
});

describe('a move that a desk writes by hand for a case it does not hold', () => {
  it('is named by the verifier, and nothing else is', async () => {
    const one = await dispatched();
    while (await refreshCases(database, deps, WILLOW));
    expect(await strangeMoves(database, WILLOW)).toEqual([]);
    const me = city('dispatcher');
    const eventId = '00000000-0000-7000-8000-0000000f0f0f';
    await inTenant(database, me.pool, actingOf(me), (trx) =>
      trx
        .insertInto('biz.case_event')
        .values({
          ...{ tenant_id: 2, city_id: 1, id: eventId, case_id: one.caseId, kind: 'extended', by_unit_id: 10 },
          ...{ occurred_at: deps.clock.now(), recorded_at: deps.clock.now(), data: jsonb({ act: 'extend' }) },
        })
        .execute(),
    );
    expect(await strangeMoves(database, WILLOW)).toEqual([
      { caseId: one.caseId, eventId, kind: 'extended', byUnitId: 10 },
    ]);
  });
});
