import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import {
  city,
  cityCollector,
  here,
  makeActs,
  parks,
  power,
  WILLOW,
  willow,
  works,
} from '../../../test/lifecycle/at-desks.ts';
import { makeSquad, settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { uploaded } from '../../../test/lifecycle/uploaded.ts';
import { asOwner } from '../../database/transaction.ts';
import { rebuildTenant } from '../record/rebuild.ts';
import { refreshCases } from '../record/refresh-cases.ts';
import type { Target } from './act-on-case.ts';
import { runClerk } from './clerk.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('commands', settleCommands);
});
afterAll(() => database.drop());

const { deps, at, act, taskOf, rowOf, filed, dispatched } = makeActs(() => database);

const dueOfLead = (caseId: string): Promise<Date | null> =>
  asOwner(database, async (trx) => {
    const { due_at: due } = await trx
      .selectFrom('biz.assignment')
      .select('due_at')
      .where('case_id', '=', caseId)
      .where('kind', '=', 'lead')
      .executeTakeFirstOrThrow();
    return due;
  });

const NOWHERE = '00000000-0000-7000-8000-000000000000';

const taskRow = (id: string) =>
  asOwner(database, (trx) =>
    trx.selectFrom('biz.assignment').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );

describe('a call at the city about a place in willow, which commands for itself', () => {
  it('goes down, is worked, checked and closed, each by whose turn it is', async () => {
    let one = await filed();
    expect(one).toMatchObject({ state: 'dispatching', holderUnitId: 20, version: 3 });
    expect(await rowOf(one.caseId)).toMatchObject({ holder_id: 2, holder_unit_id: 20, supervision_unit_id: 10 });
    at('2026-10-12 09:00');
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    // Four working hours from nine: 12 noon, then 14 to 15.
    expect(await rowOf(one.caseId)).toMatchObject({
      ...{ state: 'disposing', holder_id: 2, holder_unit_id: 21, lead_unit_id: 21 },
      due_at: local('2026-10-12 15:00'),
    });
    one = await act(works, 'take', here(one));
    at('2026-10-12 14:30');
    one = await act(works, 'feed_back', here(one), { words: '已清除' });
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'check_sending', holder_id: 1, holder_unit_id: 10 });
    one = await act(city('acceptor'), 'ask_check', here(one), { unitId: 12 });
    at('2026-10-12 15:10');
    await act(cityCollector, 'answer_check', await taskOf(one.caseId, 12, 'check'), { finding: 'passed' });
    one = await act(city('acceptor'), 'pass_check', here(one));
    one = await act(city('shift_leader'), 'close', here(one));
    expect(one.state).toBe('closed');
    expect(await rowOf(one.caseId)).toMatchObject({ stage: 'closed', closing_type: 'normal', holder_unit_id: 10 });
    while (await refreshCases(database, deps, WILLOW));
    expect((await rebuildTenant(database, deps, WILLOW, { write: false })).differences).toEqual([]);
  });

  it('is refused to whoever acts out of turn, with the reason', async () => {
    const one = await filed();
    await expect(act(city('dispatcher'), 'dispatch', here(one), { unitId: 21 })).rejects.toMatchObject({
      code: 'FLOW-SIDE',
    });
    await expect(act(willow('acceptor'), 'dispatch', here(one), { unitId: 21 })).rejects.toMatchObject({
      code: 'FLOW-POST',
    });
    await expect(act(willow('shift_leader'), 'close', here(one))).rejects.toMatchObject({ code: 'FLOW-STATE' });
    await expect(act(works, 'take', here(one))).rejects.toMatchObject({ code: 'FLOW-CASE-UNKNOWN' });
    await expect(act(willow('dispatcher'), 'dispatch', here(one), { unitId: 31 })).rejects.toMatchObject({
      code: 'FLOW-BODY',
    });
    await expect(act(willow('dispatcher'), 'dispatch', here(one), { unitId: 11 })).rejects.toMatchObject({
      code: 'FLOW-BODY-CITY',
    });
  });

  it('is not fed back without a photograph, and the photograph is seen by whoever needs it', async () => {
    const one = await dispatched();
    await expect(act(works, 'feed_back', here(one), { words: '已清除', photos: [] })).rejects.toMatchObject({
      code: 'FLOW-PHOTO',
    });
    const foreign = await uploaded(database, parks, 'after', deps.clock.now());
    await expect(act(works, 'feed_back', here(one), { words: '已清除', photos: [foreign] })).rejects.toMatchObject({
      code: 'MEDIA-UNKNOWN',
    });
    await act(works, 'feed_back', here(one), { words: '已清除' });
    const seenBy = await asOwner(database, (trx) =>
      trx
        .selectFrom('biz.case_media')
        .select(['unit_id', 'usage'])
        .where('case_id', '=', one.caseId)
        .orderBy('usage')
        .orderBy('unit_id')
        .execute(),
    );
    expect(seenBy.map(({ usage, unit_id: unit }) => `${usage} ${unit}`)).toEqual([
      ...['after 10', 'after 20', 'after 21'],
      ...['verify 10', 'verify 12', 'verify 20', 'verify 21'],
    ]);
  });

  it('is given on inside the body that works it, to its own squads and people only', async () => {
    const one = await dispatched();
    const task = await taskOf(one.caseId, 21, 'lead');
    await makeSquad(database, 2, 21, 211);
    await expect(act(works, 'assign_inside', task)).rejects.toMatchObject({ code: 'FLOW-INNER' });
    await expect(act(works, 'assign_inside', task, { innerUnitId: 22 })).rejects.toMatchObject({ code: 'FLOW-INNER' });
    const stranger = parks.personId ?? '';
    await expect(act(works, 'assign_inside', task, { personId: stranger })).rejects.toMatchObject({
      code: 'FLOW-INNER',
    });
    await expect(act(parks, 'assign_inside', task, { innerUnitId: 211 })).rejects.toMatchObject({
      code: 'FLOW-TASK-UNKNOWN',
    });
    await act(works, 'assign_inside', task, { innerUnitId: 211 });
    const given = await asOwner(database, (trx) =>
      trx.selectFrom('biz.assignment').selectAll().where('id', '=', task.taskId).executeTakeFirstOrThrow(),
    );
    expect(given).toMatchObject({ state: 'accepted', unit_id: 21, inner_unit_id: 211 });
  });

  it('two act at once: one wins, the other learns what happened', async () => {
    const one = await filed();
    const both = await Promise.allSettled([
      act(willow('dispatcher', 1), 'dispatch', here(one), { unitId: 21 }),
      act(willow('dispatcher', 2), 'dispatch', here(one), { unitId: 22 }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ code: 'FLOW-MOVED-ON' });
    expect((lost.reason as { params: { since: unknown[] } }).params.since).toHaveLength(1);
  });

  it('an extension asked before the deadline and granted adds one original limit', async () => {
    let one = await dispatched();
    at('2026-10-12 10:00');
    await act(works, 'ask_extension', here(one), { reason: '需吊车' });
    await expect(act(parks, 'ask_extension', here(one), { reason: 'x' })).rejects.toMatchObject({
      code: 'FLOW-CASE-UNKNOWN',
    });
    await expect(act(works, 'feed_back', here(one), { words: '好了' })).rejects.toMatchObject({
      code: 'FLOW-REQUEST-WAITS',
    });
    one = await act(willow('dispatcher'), 'extend', here(one), { reason: '同意' });
    // 15:00 and four more working hours: 18:00, then 8 to 9 of the next morning.
    expect(await rowOf(one.caseId)).toMatchObject({ extension_count: 1, due_at: local('2026-10-13 09:00') });
    expect(await dueOfLead(one.caseId)).toEqual(local('2026-10-13 09:00'));
  });

  it('returned by the works it is dispatched to another body, which starts anew', async () => {
    let one = await dispatched();
    await act(works, 'ask_return', here(one), { reason: '不属本单位职责' });
    at('2026-10-12 10:00');
    one = await act(willow('dispatcher'), 'take_back', here(one), { reason: '同意' });
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'dispatching', holder_unit_id: 20, lead_unit_id: null });
    at('2026-10-12 11:00');
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 22 });
    expect(await rowOf(one.caseId)).toMatchObject({ lead_unit_id: 22, due_at: local('2026-10-12 17:00') });
    await expect(act(works, 'take', here(one))).rejects.toMatchObject({ code: 'FLOW-CASE-UNKNOWN' });
  });

  it('needs a body of the city: it goes up, is dispatched there, and comes back to the desk that supervises', async () => {
    let one = await filed();
    one = await act(willow('dispatcher'), 'pass_up', here(one), { reason: '电力设施' });
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'dispatching', holder_id: 1, holder_unit_id: 10 });
    one = await act(city('dispatcher'), 'dispatch', here(one), { unitId: 11 });
    expect(await rowOf(one.caseId)).toMatchObject({ holder_id: 1, holder_unit_id: 11, lead_unit_id: 11 });
    one = await act(power, 'feed_back', here(one), { words: '已修复' });
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'check_sending', holder_id: 1, holder_unit_id: 10 });
  });

  it('fails its check and goes back to the same body', async () => {
    let one = await dispatched();
    one = await act(works, 'feed_back', here(one), { words: '已清除' });
    one = await act(city('acceptor'), 'fail_check', here(one), { reason: '仍有垃圾' });
    expect(await rowOf(one.caseId)).toMatchObject({
      state: 'disposing',
      holder_id: 2,
      holder_unit_id: 21,
      rework_count: 1,
    });
    one = await act(works, 'feed_back', here(one), { words: '再次清除' });
    expect(one.state).toBe('check_sending');
  });

  it('is suspended to a date, and resumed by hand', async () => {
    let one = await dispatched();
    await act(works, 'ask_suspension', here(one), { reason: '雨季', until: '2026-11-02T00:00:00+08:00' });
    one = await act(willow('dispatcher'), 'suspend', here(one), { reason: '同意', until: '2026-11-02T00:00:00+08:00' });
    expect((await rowOf(one.caseId)).state).toBe('suspended');
    at('2026-10-13 09:00');
    one = await act(willow('dispatcher'), 'resume', here(one), { reason: '天晴' });
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'disposing', due_at: local('2026-10-13 15:00') });
  });

  it('is supervised by the city while the county has it, and the county answers', async () => {
    const one = await dispatched();
    const until = '2026-10-12T17:00:00+08:00';
    const given = { order: 'supervise', level: 'leader', until, words: '请尽快，联系人 13800138000' };
    const supervised = await act(city('leader'), 'supervise', here(one), given);
    expect(supervised).toMatchObject({ version: one.version, state: 'disposing', holderUnitId: 21 });
    const order = await taskOf(one.caseId, 20, 'reply');
    expect(await taskRow(order.taskId)).toMatchObject({
      ...{ subtype: 'supervise', asker_unit_id: 10, other_id: 1, state: 'open', due_at: local('2026-10-12 17:00') },
      brief: { words: '请尽快，联系人 138****8000' },
    });
    await expect(act(works, 'answer_order', order, { words: 'x' })).rejects.toMatchObject({
      code: 'FLOW-TASK-UNKNOWN',
    });
    await act(willow('dispatcher'), 'answer_order', order, { words: '今日办结' });
    await expect(act(willow('dispatcher'), 'answer_order', order, { words: '再' })).rejects.toMatchObject({
      code: 'FLOW-TASK-OVER',
    });
    expect(await taskRow(order.taskId)).toMatchObject({ state: 'answered', answer: { words: '今日办结' } });
  });

  it('is supervised by the dispatcher of the county, whose order ends with the case if nobody answers it', async () => {
    let one = await dispatched();
    const given = { order: 'spot_check', level: 'ordinary', until: '2026-10-12T12:00:00+08:00', words: '请尽快' };
    await act(willow('dispatcher'), 'supervise', here(one), given);
    const order = await taskOf(one.caseId, 21, 'reply');
    expect(await taskRow(order.taskId)).toMatchObject({
      ...{ subtype: 'spot_check', asker_unit_id: 20, other_id: 1, due_at: local('2026-10-12 12:00') },
    });
    one = await act(works, 'feed_back', here(one), { words: '已清除' });
    one = await act(city('acceptor'), 'ask_check', here(one), { unitId: 12 });
    await act(cityCollector, 'answer_check', await taskOf(one.caseId, 12, 'check'), { finding: 'passed' });
    one = await act(city('acceptor'), 'pass_check', here(one));
    one = await act(city('shift_leader'), 'close', here(one));
    expect(one.state).toBe('closed');
    expect(await taskRow(order.taskId)).toMatchObject({ state: 'withdrawn', answer: { act: 'close' } });
    await expect(act(works, 'answer_order', order, { words: '已办' })).rejects.toMatchObject({
      code: 'FLOW-TASK-OVER',
    });
  });

  it('taken back from the works, they learn who did so when they act from their old screen; strangers learn nothing', async () => {
    const one = await dispatched();
    await act(works, 'ask_return', here(one), { reason: '不属本单位职责' });
    await expect(act(parks, 'feed_back', here(one), { words: '已清除' })).rejects.toMatchObject({
      code: 'FLOW-CASE-UNKNOWN',
    });
    at('2026-10-12 10:00');
    const back = await act(willow('dispatcher'), 'take_back', here(one), { reason: '同意' });
    const since = { since: [{ code: 'flow.since', params: { who: 'centre 20', act: { code: 'act.take_back' } } }] };
    for (const name of ['feed_back', 'take', 'ask_extension'] as const) {
      await expect(act(works, name, here(one), { words: '已清除', reason: '需吊车' })).rejects.toMatchObject({
        ...{ code: 'FLOW-MOVED-ON', params: since },
      });
    }
    await act(willow('dispatcher'), 'dispatch', here(back), { unitId: 22 });
    await expect(act(works, 'take', here(one))).rejects.toMatchObject({ code: 'FLOW-MOVED-ON', params: since });
    await expect(act(power, 'take', here(one))).rejects.toMatchObject({ code: 'FLOW-CASE-UNKNOWN' });
    await expect(act(works, 'take', { ...here(one), caseId: NOWHERE })).rejects.toMatchObject({
      code: 'FLOW-CASE-UNKNOWN',
    });
  });

  it('was given back, dispatched again and that recalled: it still is one that was given back', async () => {
    let one = await dispatched();
    await act(works, 'ask_return', here(one), { reason: '重复上报' });
    one = await act(willow('dispatcher'), 'take_back', here(one), { reason: '同意' });
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 22 });
    await act(willow('dispatcher'), 'recall', here(one));
    await runClerk(database, deps, WILLOW);
    one = { ...one, version: (await rowOf(one.caseId)).version };
    await act(city('shift_leader'), 'void', here(one), { reason: '确系重复' });
    await runClerk(database, deps, WILLOW);
    expect((await rowOf(one.caseId)).state).toBe('void');
  });

  it('dispatched by a person to his own desk, it is recalled by him', async () => {
    const one = await act(willow('dispatcher'), 'dispatch', here(await filed()), { unitId: 20 });
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'disposing', holder_unit_id: 20, lead_unit_id: 20 });
    await act(willow('dispatcher'), 'recall', here(one));
    await runClerk(database, deps, WILLOW);
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'dispatching', holder_unit_id: 20, lead_unit_id: null });
  });

  it('is resumed on the day by the clerk, once', async () => {
    let one = await dispatched();
    await act(works, 'ask_suspension', here(one), { reason: '雨季', until: '2026-10-14T09:00:00+08:00' });
    one = await act(willow('dispatcher'), 'suspend', here(one), { reason: '同意', until: '2026-10-14T09:00:00+08:00' });
    at('2026-10-14 08:59');
    await runClerk(database, deps, WILLOW);
    expect((await rowOf(one.caseId)).state).toBe('suspended');
    at('2026-10-14 09:00');
    await runClerk(database, deps, WILLOW);
    await runClerk(database, deps, WILLOW);
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'disposing', version: one.version! + 1 });
  });

  it('is made void by the city, through the clerk of the county that holds it', async () => {
    const one = await dispatched();
    await act(works, 'ask_void', here(one), { reason: '重复上报' });
    const decided = await act(city('shift_leader'), 'void', here(one), { reason: '确系重复' });
    expect(decided.version).toBe(one.version);
    await runClerk(database, deps, WILLOW);
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'void', holder_unit_id: 10, version: one.version! + 1 });
  });

  it('a decision about a case that has moved on lapses, and says so', async () => {
    const one = await dispatched();
    await act(city('leader'), 'force_close', here(one), { reason: '领导批示' });
    await act(works, 'feed_back', here(one), { words: '已清除' });
    await runClerk(database, deps, WILLOW);
    expect((await rowOf(one.caseId)).state).toBe('check_sending');
    const [notice] = await asOwner(database, (trx) =>
      trx
        .selectFrom('biz.assignment')
        .selectAll()
        .where('case_id', '=', one.caseId)
        .where('kind', '=', 'notice')
        .execute(),
    );
    expect(notice).toMatchObject({ state: 'returned', answer: { code: 'FLOW-MOVED-ON' } });
  });

  it('a dispatch is recalled while nobody has taken it: holder, state, task and clock are as before', async () => {
    const before = await filed();
    at('2026-10-12 09:00');
    const one = await act(willow('dispatcher'), 'dispatch', here(before), { unitId: 21 });
    await expect(act(city('acceptor'), 'recall', here(one))).rejects.toMatchObject({ code: 'FLOW-SIDE' });
    await act(willow('dispatcher'), 'recall', here(one));
    await runClerk(database, deps, WILLOW);
    const row = await rowOf(one.caseId);
    expect(row).toMatchObject({ state: 'dispatching', holder_unit_id: 20, lead_unit_id: null, dispatched_at: null });
    const tasks = await asOwner(database, (trx) =>
      trx.selectFrom('biz.assignment').select(['kind', 'state']).where('case_id', '=', one.caseId).execute(),
    );
    expect(tasks.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
      'command accepted',
      'lead withdrawn',
      'notice confirmed',
      'verify answered',
    ]);
    const again = await act(willow('dispatcher'), 'dispatch', { ...here(one), version: row.version } as Target, {
      unitId: 22,
    });
    expect(again.state).toBe('disposing');
    await expect(act(willow('dispatcher'), 'recall', here(one))).rejects.toMatchObject({ code: 'FLOW-MOVED-ON' });
  });

  it('is dispatched while somebody else acknowledges its task: neither waits for the other for ever', async () => {
    for (let turn = 0; turn < 12; turn += 1) {
      const one = await filed();
      at('2026-10-12 09:00');
      const command = await taskOf(one.caseId, 20, 'command');
      const both = await Promise.allSettled([
        act(willow('dispatcher', 2), 'acknowledge', command),
        act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 }),
      ]);
      expect(both[1]).toMatchObject({ status: 'fulfilled', value: { state: 'disposing' } });
      // The task was acknowledged before, or it was answered already.
      if (both[0].status === 'rejected') expect(both[0].reason).toMatchObject({ code: 'FLOW-TASK-OVER' });
    }
  });

  it('taken by the works it is not recalled any more', async () => {
    const one = await dispatched();
    const taken = await act(works, 'take', here(one));
    await expect(act(willow('dispatcher'), 'recall', here(taken))).rejects.toMatchObject({
      code: 'FLOW-TAKEN-ALREADY',
    });
  });
});
