import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { city, cityCollector, here, makeActs, parks, WILLOW, willow, works } from '../../../test/lifecycle/at-desks.ts';
import { actorOf, settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { rebuildTenant } from '../record/rebuild.ts';
import { refreshCases } from '../record/refresh-cases.ts';
import { strangeMoves } from '../record/strange-moves.ts';
import type { Acted } from './record-attempt.ts';
import { runClerk } from './clerk.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('orders_on_closed', settleCommands);
});
afterAll(() => database.drop());

const { deps, at, register, act, taskOf, rowOf, dispatched } = makeActs(() => database);
const refresh = async (): Promise<void> => {
  while (await refreshCases(database, deps, WILLOW));
};

/** Worked by 21 from nine to half past two on the 12th, three and a half of its four working hours; checked, and closed at three. */
async function closed(): Promise<Acted> {
  let one = await dispatched();
  at('2026-10-12 14:30');
  one = await act(works, 'feed_back', here(one), { words: '已清除' });
  one = await act(city('acceptor'), 'ask_check', here(one), { unitId: 12 });
  await act(cityCollector, 'answer_check', await taskOf(one.caseId, 12, 'check'), { finding: 'passed' });
  one = await act(city('acceptor'), 'pass_check', here(one));
  at('2026-10-12 15:00');
  one = await act(city('shift_leader'), 'close', here(one));
  expect(one.state).toBe('closed');
  return one;
}

/** The same, taken in and supervised by willow itself. */
async function closedByCounty(): Promise<Acted> {
  at('2026-10-12 08:00');
  let one = await register(willow('acceptor'), { source: 'patrol' });
  one = await act(willow('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 });
  one = await act(willow('shift_leader'), 'file', here(one));
  at('2026-10-12 09:00');
  one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
  at('2026-10-12 10:00');
  one = await act(works, 'feed_back', here(one), { words: '已清除' });
  one = await act(willow('leader'), 'force_close', here(one), { reason: '已现场确认' });
  return one;
}

const order = (what: string) => ({
  ...{ order: what, level: 'ordinary', until: '2026-10-13T18:00:00+08:00', words: '请核对现场' },
});

/** Orders about a case as somebody reads them. */
const ordersOf = (reader: Actor, caseId: string) =>
  inTenant(database, reader.pool, actingOf(reader), async (trx) => {
    const rows = await trx
      .selectFrom('biz.assignment')
      .selectAll()
      .where('tenant_id', '=', 2)
      .where('case_id', '=', caseId)
      .where('kind', '=', 'reply')
      .orderBy('asked_at')
      .execute();
    return rows.map(({ subtype, unit_id: unit, asker_unit_id: asker, due_at: due, state, answer }) => {
      const { words, finding } = (answer ?? {}) as { words?: string; finding?: string };
      return { subtype, unit, asker, due, state, words, finding };
    });
  });

/** What assessment and departments’ figures count of it; how many events were seen is no figure. */
const figuresOf = (caseId: string) =>
  asOwner(database, async (trx) => {
    const { seen: _seen, ...fact } = await trx
      .selectFrom('biz.case_fact')
      .selectAll()
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow();
    const turns = await trx
      .selectFrom('biz.case_turn')
      .selectAll()
      .where('case_id', '=', caseId)
      .orderBy('turn_no')
      .execute();
    return { fact, turns };
  });

describe('a spot check of a case that is closed', () => {
  it('is asked of the desk that commanded it, read, acknowledged and answered on both sides, and changes no figure', async () => {
    const one = await closed();
    await refresh();
    const before = await figuresOf(one.caseId);
    expect(before.fact.closed_at).toEqual(local('2026-10-12 15:00'));
    at('2026-10-13 09:00');
    for (const [who, code] of [
      [willow('shift_leader'), 'FLOW-SIDE'],
      [willow('dispatcher'), 'FLOW-SIDE'],
      [city('dispatcher'), 'FLOW-POST'],
      [works, 'FLOW-SIDE'],
      [parks, 'FLOW-CASE-UNKNOWN'],
      [actorOf(3, 30, 'centre', 'leader'), 'FLOW-CASE-UNKNOWN'],
    ] as const) {
      await expect(act(who, 'supervise', here(one), order('spot_check'))).rejects.toMatchObject({ code });
    }
    const asked = await act(city('inspector'), 'supervise', here(one), order('spot_check'));
    expect(asked).toMatchObject({ state: 'closed', version: one.version });
    const bothSides = async () => {
      const sides = await Promise.all([city('leader'), willow('dispatcher')].map((who) => ordersOf(who, one.caseId)));
      expect(sides[0]).toEqual(sides[1]);
      return sides[0];
    };
    const sent = { subtype: 'spot_check', unit: 20, asker: 10, due: local('2026-10-13 18:00') };
    expect(await bothSides()).toEqual([{ ...sent, state: 'open', words: undefined, finding: undefined }]);
    expect(await ordersOf(works, one.caseId)).toEqual([]);

    const task = await taskOf(one.caseId, 20, 'reply');
    await expect(act(works, 'acknowledge', task)).rejects.toMatchObject({ code: 'FLOW-TASK-UNKNOWN' });
    await expect(act(city('leader'), 'acknowledge', task)).rejects.toMatchObject({ code: 'FLOW-SIDE' });
    await act(willow('dispatcher'), 'acknowledge', task);
    expect(await bothSides()).toMatchObject([{ state: 'accepted' }]);
    await expect(act(willow('dispatcher'), 'answer_order', task, { words: '已看' })).rejects.toMatchObject({
      code: 'FLOW-FINDING',
    });
    const found = { finding: 'failed', words: '仍有垃圾' };
    await expect(act(city('leader'), 'answer_order', task, found)).rejects.toMatchObject({ code: 'FLOW-SIDE' });
    await expect(act(willow('inspector'), 'answer_order', task, found)).rejects.toMatchObject({ code: 'FLOW-POST' });
    await act(willow('dispatcher'), 'answer_order', task, found);
    expect(await bothSides()).toEqual([{ ...sent, state: 'answered', words: '仍有垃圾', finding: 'failed' }]);

    await refresh();
    expect(await figuresOf(one.caseId)).toEqual(before);
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'closed', version: one.version, closing_type: 'normal' });
    expect((await rebuildTenant(database, deps, WILLOW, { write: false })).differences).toEqual([]);
  });

  it('that failed lets the desk that closed it send it back to the same body, whose clock goes on', async () => {
    const one = await closed();
    at('2026-10-13 09:00');
    const rework = (who: Actor) => act(who, 'fail_check', here(one), { reason: '抽查不合格' });
    await expect(rework(city('shift_leader'))).rejects.toMatchObject({ code: 'FLOW-NO-REWORK-ORDERED' });
    await act(city('inspector'), 'supervise', here(one), order('spot_check'));
    const task = await taskOf(one.caseId, 20, 'reply');
    await act(willow('dispatcher'), 'answer_order', task, { finding: 'failed', words: '仍有垃圾' });
    for (const [who, code] of [
      [willow('shift_leader'), 'FLOW-SIDE'],
      [city('acceptor'), 'FLOW-POST'],
      [city('inspector'), 'FLOW-POST'],
      [works, 'FLOW-SIDE'],
      [parks, 'FLOW-CASE-UNKNOWN'],
    ] as const) {
      await expect(rework(who)).rejects.toMatchObject({ code });
    }
    at('2026-10-13 10:00');
    const back = await rework(city('shift_leader'));
    // Half an hour was left when it was fed back.
    expect(await rowOf(one.caseId)).toMatchObject({
      ...{ state: 'disposing', holder_id: 2, holder_unit_id: 21, lead_unit_id: 21, rework_count: 1 },
      ...{ closed_at: null, closing_type: null, due_at: local('2026-10-13 10:30') },
    });
    at('2026-10-13 10:20');
    const fed = await act(works, 'feed_back', here(back), { words: '再次清除' });
    expect(fed.state).toBe('check_sending');
    await refresh();
    expect((await rebuildTenant(database, deps, WILLOW, { write: false })).differences).toEqual([]);
    expect(await strangeMoves(database, WILLOW)).toEqual([]);
  });

  it('that failed says nothing of the next closing', async () => {
    let one = await closed();
    at('2026-10-13 09:00');
    await act(city('leader'), 'supervise', here(one), order('spot_check'));
    const task = await taskOf(one.caseId, 20, 'reply');
    await act(willow('dispatcher'), 'answer_order', task, { finding: 'failed', words: '仍有垃圾' });
    one = await act(city('shift_leader'), 'fail_check', here(one), { reason: '抽查不合格' });
    one = await act(works, 'feed_back', here(one), { words: '再次清除' });
    await act(city('leader'), 'force_close', here(one), { reason: '已清除' });
    one = { ...one, version: one.version! + 1 };
    expect((await rowOf(one.caseId)).state).toBe('closed');
    await expect(act(city('shift_leader'), 'fail_check', here(one), { reason: '再退' })).rejects.toMatchObject({
      code: 'FLOW-NO-REWORK-ORDERED',
    });
  });

  it('recalled before the body took it, the case is closed as it was', async () => {
    const one = await closed();
    await refresh();
    const before = await figuresOf(one.caseId);
    at('2026-10-13 09:00');
    await act(city('leader'), 'supervise', here(one), order('reassign'));
    const back = await act(city('shift_leader'), 'fail_check', here(one), { reason: '再交办' });
    await act(city('shift_leader'), 'recall', here(back));
    await runClerk(database, deps, WILLOW);
    expect(await rowOf(one.caseId)).toMatchObject({
      ...{ state: 'closed', holder_unit_id: 10, closed_at: local('2026-10-12 15:00'), closing_type: 'normal' },
      rework_count: 0,
    });
    await refresh();
    expect(await figuresOf(one.caseId)).toEqual(before);
    expect((await rebuildTenant(database, deps, WILLOW, { write: false })).differences).toEqual([]);
  });
});

describe('a case that a county supervises and closed itself', () => {
  it('is ordered again by the city; the county sends it back to work and answers', async () => {
    const one = await closedByCounty();
    at('2026-10-13 09:00');
    const rework = (who: Actor) => act(who, 'fail_check', here(one), { reason: '市级再交办' });
    await expect(rework(willow('shift_leader'))).rejects.toMatchObject({ code: 'FLOW-NO-REWORK-ORDERED' });
    await act(city('leader'), 'supervise', here(one), order('reassign'));
    await expect(rework(city('shift_leader'))).rejects.toMatchObject({ code: 'FLOW-SIDE' });
    const back = await rework(willow('shift_leader'));
    expect(back).toMatchObject({ state: 'disposing', holderUnitId: 21 });
    const task = await taskOf(one.caseId, 20, 'reply');
    await expect(
      act(willow('dispatcher'), 'answer_order', task, { words: '已退回', finding: 'failed' }),
    ).rejects.toMatchObject({ code: 'FLOW-FINDING' });
    await act(willow('dispatcher'), 'answer_order', task, { words: '已退回重新处置' });
    expect(await ordersOf(city('leader'), one.caseId)).toMatchObject([
      { subtype: 'reassign', unit: 20, state: 'answered', words: '已退回重新处置' },
    ]);
  });

  it('is looked at again by its own inspector: the body that worked it is asked, and answers without having it', async () => {
    const one = await closedByCounty();
    at('2026-10-13 09:00');
    await act(willow('inspector'), 'supervise', here(one), order('supplement'));
    const task = await taskOf(one.caseId, 21, 'reply');
    await expect(act(parks, 'answer_order', task, { words: '附照片' })).rejects.toMatchObject({
      code: 'FLOW-TASK-UNKNOWN',
    });
    await act(works, 'acknowledge', task);
    await act(works, 'answer_order', task, { words: '附照片' });
    expect(await ordersOf(willow('leader'), one.caseId)).toMatchObject([
      { subtype: 'supplement', unit: 21, asker: 20, state: 'answered', words: '附照片' },
    ]);
    expect((await rowOf(one.caseId)).state).toBe('closed');
  });
});
