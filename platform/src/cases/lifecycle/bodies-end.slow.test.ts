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
import { actorOf, makeSquad, settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { asOwner } from '../../database/transaction.ts';
import { rebuildTenant } from '../record/rebuild.ts';
import { refreshCases } from '../record/refresh-cases.ts';
import { strangeMoves } from '../record/strange-moves.ts';
import type { Acted } from './record-attempt.ts';
import { runClerk } from './clerk.ts';

// On 13 October the works 21, the power company 11 and the collectors 12 of the city are no more; parks 22 and the collectors 23
// of willow go on.

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('bodies_end', settleCommands);
  await asOwner(database, (trx) =>
    trx.updateTable('biz.body').set({ to_day: '2026-10-13' }).where('unit_id', 'in', [11, 12, 21]).execute(),
  );
});
afterAll(() => database.drop());

const { deps, at, register, act, taskOf, rowOf, filed, dispatched } = makeActs(() => database);
const collectors = actorOf(2, 23, 'collection_company', 'collector');

/** The case as it is by now, for an act of somebody who sees it anew. */
const now = async ({ tenantId, caseId }: Acted) => ({ tenantId, caseId, version: (await rowOf(caseId)).version });

/** Kind, body and state of the tasks of a case. */
const tasksOf = async ({ caseId }: Acted): Promise<string[]> => {
  const rows = await asOwner(database, (trx) =>
    trx.selectFrom('biz.assignment').select(['kind', 'unit_id', 'state']).where('case_id', '=', caseId).execute(),
  );
  return rows.map(({ kind, unit_id: unit, state }) => `${kind} ${unit} ${state}`).sort();
};

const turnsOf = async ({ caseId }: Acted, step: string) => {
  while (await refreshCases(database, deps, WILLOW));
  return asOwner(database, (trx) =>
    trx
      .selectFrom('biz.case_turn')
      .select(['unit_id', 'from_at', 'to_at'])
      .where('case_id', '=', caseId)
      .where('step', '=', step)
      .orderBy('from_at')
      .execute(),
  );
};

describe('核实 at a body that ends', () => {
  it('is asked of another one, and the first is not waited for any more', async () => {
    at('2026-10-12 08:00');
    const one = await register(city('acceptor'));
    await act(city('acceptor'), 'ask_verify', here(one), { unitId: 12 });
    const old = await taskOf(one.caseId, 12, 'verify');
    const again = act(city('acceptor'), 'ask_verify', here(one), { unitId: 23 });
    await expect(again, 'while it works').rejects.toMatchObject({ code: 'FLOW-ASKED-ALREADY' });

    at('2026-10-13 08:00');
    const toItself = act(city('acceptor'), 'ask_verify', here(one), { unitId: 12 });
    await expect(toItself).rejects.toMatchObject({ code: 'FLOW-BODY' });
    for (const [who, code] of [
      [city('shift_leader'), 'FLOW-POST'],
      [willow('acceptor'), 'FLOW-SIDE'],
      [parks, 'FLOW-CASE-UNKNOWN'],
    ] as const) {
      await expect(act(who, 'ask_verify', here(one), { unitId: 23 })).rejects.toMatchObject({ code });
    }
    await act(city('acceptor'), 'ask_verify', here(one), { unitId: 23 });
    expect(await tasksOf(one)).toEqual(['verify 12 withdrawn', 'verify 23 open']);
    const late = act(cityCollector, 'answer_verify', old, { finding: 'exists' });
    await expect(late).rejects.toMatchObject({ code: 'FLOW-TASK-OVER' });
    const early = act(city('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 });
    await expect(early).rejects.toMatchObject({ code: 'FLOW-NOT-VERIFIED' });

    at('2026-10-13 08:10');
    await act(collectors, 'answer_verify', await taskOf(one.caseId, 23, 'verify'), { finding: 'exists' });
    const { state } = await act(city('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 });
    expect(state).toBe('filing');
    expect(await turnsOf(one, 'verify')).toEqual([
      { unit_id: 12, from_at: local('2026-10-12 08:00'), to_at: local('2026-10-13 08:00') },
      { unit_id: 23, from_at: local('2026-10-13 08:00'), to_at: local('2026-10-13 08:10') },
    ]);
  });

  it('is asked of another one too where it was asked of a body that cannot do it, once its time is over', async () => {
    at('2026-10-12 08:00');
    const one = await register(city('acceptor'));
    await act(city('acceptor'), 'ask_verify', here(one), { unitId: 11 });
    at('2026-10-12 08:29');
    const early = act(city('acceptor'), 'ask_verify', here(one), { unitId: 12 });
    await expect(early).rejects.toMatchObject({ code: 'FLOW-ASKED-ALREADY' });
    at('2026-10-12 08:30');
    const both = await Promise.allSettled(
      [1, 2].map((person) =>
        act(city('acceptor', person), 'ask_verify', here(one), { unitId: person === 1 ? 12 : 23 }),
      ),
    );
    const lost = both.filter((each) => each.status === 'rejected');
    expect(lost.map(({ reason }) => (reason as { code: string }).code)).toEqual(['FLOW-ASKED-ALREADY']);
    const tasks = await tasksOf(one);
    expect(tasks).toContain('verify 11 withdrawn');
    expect(tasks.filter((task) => task.endsWith('open'))).toHaveLength(1);
  });

  it('stays withdrawn when the dispatch that followed is recalled', async () => {
    at('2026-10-12 08:00');
    const one = await register(city('acceptor'));
    await act(city('acceptor'), 'ask_verify', here(one), { unitId: 12 });
    at('2026-10-13 08:00');
    await act(city('acceptor'), 'ask_verify', here(one), { unitId: 23 });
    at('2026-10-13 08:05');
    const urgent = await act(city('shift_leader'), 'file_urgent', here(one), { classId: 1, ruleId: 1, unitId: 22 });
    await act(city('shift_leader'), 'recall', here(urgent));
    await runClerk(database, deps, WILLOW);
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'collecting', holder_unit_id: 10 });
    expect((await tasksOf(one)).filter((task) => task.startsWith('verify'))).toEqual([
      'verify 12 withdrawn',
      'verify 23 accepted',
    ]);
  });
});

it('核查 at a body that ends is asked of another one, whose answer counts', async () => {
  let one = await dispatched();
  one = await act(works, 'feed_back', here(one), { words: '已清除' });
  one = await act(city('acceptor'), 'ask_check', here(one), { unitId: 12 });
  const again = act(city('acceptor'), 'ask_check', here(one), { unitId: 23 });
  await expect(again, 'while it works').rejects.toMatchObject({ code: 'FLOW-ASKED-ALREADY' });
  at('2026-10-13 08:00');
  one = await act(city('acceptor'), 'ask_check', here(one), { unitId: 23 });
  expect((await tasksOf(one)).filter((task) => task.startsWith('check'))).toEqual([
    'check 12 withdrawn',
    'check 23 open',
  ]);
  const early = act(city('acceptor'), 'pass_check', here(one));
  await expect(early).rejects.toMatchObject({ code: 'FLOW-NOT-CHECKED' });
  at('2026-10-13 08:20');
  await act(collectors, 'answer_check', await taskOf(one.caseId, 23, 'check'), { finding: 'passed' });
  one = await act(city('acceptor'), 'pass_check', here(one));
  one = await act(city('shift_leader'), 'close', here(one));
  expect(one.state).toBe('closed');
  expect(await turnsOf(one, 'check')).toMatchObject([
    { unit_id: 12, to_at: local('2026-10-13 08:00') },
    { unit_id: 23, to_at: local('2026-10-13 08:20') },
  ]);
});

describe('a case whose body ends while others look at its work', () => {
  const mended = async (): Promise<Acted> => {
    const one = await dispatched();
    at('2026-10-12 10:00');
    return act(works, 'feed_back', here(one), { words: '已清除' });
  };
  const back = { state: 'dispatching', holder_id: 2, holder_unit_id: 20, lead_unit_id: null, rework_count: 0 };

  it('comes to the desk that dispatched it where its check fails, and starts anew at another body', async () => {
    let one = await mended();
    at('2026-10-13 09:00');
    for (const [who, code] of [
      [city('shift_leader'), 'FLOW-POST'],
      [willow('acceptor'), 'FLOW-SIDE'],
      [parks, 'FLOW-CASE-UNKNOWN'],
    ] as const) {
      await expect(act(who, 'fail_check', here(one), { reason: '未清' })).rejects.toMatchObject({ code });
    }
    one = await act(city('acceptor'), 'fail_check', here(one), { reason: '未清' });
    expect(await rowOf(one.caseId)).toMatchObject(back);
    expect((await tasksOf(one)).filter((task) => /open|accepted/.test(task))).toEqual(['command 20 open']);
    const toIt = act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    await expect(toIt).rejects.toMatchObject({ code: 'FLOW-BODY' });
    await expect(act(city('dispatcher'), 'dispatch', here(one), { unitId: 22 })).rejects.toMatchObject({
      code: 'FLOW-SIDE',
    });
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 22 });
    // Four working hours from nine of Tuesday.
    expect(await rowOf(one.caseId)).toMatchObject({
      ...{ state: 'disposing', holder_unit_id: 22, lead_unit_id: 22, rework_count: 0, disposed_at: null },
      due_at: local('2026-10-13 15:00'),
    });
    expect(await turnsOf(one, 'disposal')).toMatchObject([
      { unit_id: 21, to_at: local('2026-10-12 10:00') },
      { unit_id: 22, from_at: local('2026-10-13 09:00'), to_at: null },
    ]);
  });

  it('comes to it where it is not closed, and may end there as one that came back', async () => {
    let one = await mended();
    one = await act(city('acceptor'), 'ask_check', here(one), { unitId: 12 });
    await act(cityCollector, 'answer_check', await taskOf(one.caseId, 12, 'check'), { finding: 'passed' });
    one = await act(city('acceptor'), 'pass_check', here(one));
    at('2026-10-13 09:00');
    one = await act(city('shift_leader'), 'fail_closing', here(one), { reason: '照片不符' });
    expect(await rowOf(one.caseId)).toMatchObject(back);
    await act(city('shift_leader'), 'void', here(one), { reason: '已并入整治' });
    await runClerk(database, deps, WILLOW);
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'void', holder_unit_id: 10 });
    expect((await tasksOf(one)).filter((task) => /open|accepted/.test(task))).toEqual([]);
  });

  it('comes to the desk of the city where that had dispatched it', async () => {
    let one = await filed();
    one = await act(willow('dispatcher'), 'pass_up', here(one), { reason: '电力设施' });
    one = await act(city('dispatcher'), 'dispatch', here(one), { unitId: 11 });
    one = await act(power, 'feed_back', here(one), { words: '已修复' });
    at('2026-10-13 09:00');
    one = await act(city('acceptor'), 'fail_check', here(one), { reason: '未修' });
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'dispatching', holder_id: 1, holder_unit_id: 10 });
    expect((await tasksOf(one)).filter((task) => /open|accepted/.test(task))).toEqual([]);
    one = await act(city('dispatcher'), 'send_down', here(one), { reason: '由县里处理' });
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 22 });
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'disposing', holder_id: 2, holder_unit_id: 22 });
  });

  it('goes back to the body itself while that works', async () => {
    let one = await mended();
    one = await act(city('acceptor'), 'fail_check', here(one), { reason: '未清' });
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'disposing', holder_unit_id: 21, rework_count: 1 });
  });
});

describe('a case whose body ends while it works', () => {
  it('is taken back by the desk that dispatched it: that of the county, or of the city', async () => {
    let one = await dispatched();
    let other = await filed();
    other = await act(willow('dispatcher'), 'pass_up', here(other), { reason: '电力设施' });
    other = await act(city('dispatcher'), 'dispatch', here(other), { unitId: 11 });
    at('2026-10-13 09:00');
    await expect(act(city('dispatcher'), 'take_back', here(one), { reason: '撤销' })).rejects.toMatchObject({
      code: 'FLOW-SIDE',
    });
    await expect(act(willow('dispatcher'), 'take_back', here(other), { reason: '撤销' })).rejects.toMatchObject({
      code: 'FLOW-SIDE',
    });
    one = await act(willow('dispatcher'), 'take_back', here(one), { reason: '撤销' });
    other = await act(city('dispatcher'), 'take_back', here(other), { reason: '撤销' });
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'dispatching', holder_id: 2, holder_unit_id: 20 });
    expect(await rowOf(other.caseId)).toMatchObject({ state: 'dispatching', holder_id: 1, holder_unit_id: 10 });
  });

  it('is resumed and taken back where it was suspended, also by the clerk on the day', async () => {
    const until = '2026-10-14T09:00:00+08:00';
    let one = await dispatched();
    await act(works, 'ask_suspension', here(one), { reason: '雨天', until });
    one = await act(willow('dispatcher'), 'suspend', here(one), { reason: '同意', until });
    at('2026-10-14 09:00');
    await runClerk(database, deps, WILLOW);
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'disposing', holder_unit_id: 21 });
    const next = await act(willow('dispatcher'), 'take_back', await now(one), { reason: '撤销' });
    expect(next).toMatchObject({ state: 'dispatching', holderUnitId: 20 });
  });
});

it('a squad that ends leaves the task with its body, which gives it to another one', async () => {
  const one = await filed();
  const atParks = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 22 });
  const task = await taskOf(one.caseId, 22, 'lead');
  await makeSquad(database, 2, 22, 221);
  await makeSquad(database, 2, 22, 222);
  await act(parks, 'assign_inside', task, { innerUnitId: 221 });
  await asOwner(database, (trx) =>
    trx.updateTable('biz.unit').set({ to_day: '2026-10-13' }).where('id', '=', 221).execute(),
  );
  at('2026-10-13 09:00');
  await act(parks, 'assign_inside', task, { innerUnitId: null });
  await expect(act(parks, 'assign_inside', task, { innerUnitId: 221 })).rejects.toMatchObject({ code: 'FLOW-INNER' });
  await act(parks, 'assign_inside', task, { innerUnitId: 222 });
  const { state } = await act(parks, 'feed_back', here(atParks), { words: '已清除' });
  expect(state).toBe('check_sending');
});

it('all of that replays to the same rows, and nobody moved a case out of turn', async () => {
  while (await refreshCases(database, deps, WILLOW));
  expect((await rebuildTenant(database, deps, WILLOW, { write: false })).differences).toEqual([]);
  expect(await strangeMoves(database, WILLOW)).toEqual([]);
});
