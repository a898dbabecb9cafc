import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { city, cityCollector, here, makeActs, WILLOW, willow, works } from '../../../test/lifecycle/at-desks.ts';
import { settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { uploaded } from '../../../test/lifecycle/uploaded.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf } from '../../identity/actor.ts';
import { rebuildTenant } from '../record/rebuild.ts';
import { refreshCases } from '../record/refresh-cases.ts';
import type { Acted } from './record-attempt.ts';
import { ACT_COMMANDS } from './commands.ts';
import { registerCase } from './register-case.ts';

// Turns that a case takes beside the straight way (workflow.md §3, §4): who has it then, and until when.

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('waysback', settleCommands);
});
afterAll(() => database.drop());

const { deps, at, register, act, taskOf, rowOf, filed, dispatched } = makeActs(() => database);
const why = { reason: '原因' };

/** The last event of a case, and the clocks of its steps: which body, from when to when, until when. */
async function written(caseId: string) {
  while (await refreshCases(database, deps, WILLOW));
  return asOwner(database, async (trx) => {
    const events = await trx
      .selectFrom('biz.case_event')
      .select(['kind', 'data', 'version', 'by_unit_id'])
      .where('case_id', '=', caseId)
      .orderBy('recorded_at')
      .orderBy('id')
      .execute();
    const turns = await trx
      .selectFrom('biz.case_turn')
      .select(['step', 'unit_id', 'from_at', 'to_at', 'due_at'])
      .where('case_id', '=', caseId)
      .orderBy('from_at')
      .orderBy('step')
      .execute();
    return {
      last: events.at(-1),
      clocks: turns.map(({ step, unit_id: unit, from_at: from, to_at: to, due_at: due }) => ({
        ...{ step, unit, from, to, due },
      })),
    };
  });
}

const wall = (time: string): Date => local(`2026-10-12 ${time}`);

/** Of the county, from a patrol, as its shift leader gets it. */
async function accepted(): Promise<Acted> {
  at('2026-10-12 08:00');
  const one = await register(willow('acceptor'), { source: 'patrol' });
  at('2026-10-12 08:05');
  return act(willow('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 });
}
const ACCEPTANCE = { step: 'acceptance', unit: 20, from: wall('08:00'), to: wall('08:05'), due: wall('08:15') };

describe('at filing', () => {
  it('the shift leader returns the case to the acceptor, who has a quarter of an hour again', async () => {
    const one = await accepted();
    at('2026-10-12 08:10');
    const back = await act(willow('shift_leader'), 'return_to_acceptor', here(one), why);
    expect(back).toMatchObject({ state: 'collecting', version: 3, holderUnitId: 20 });
    expect(await rowOf(one.caseId)).toMatchObject({
      ...{ state: 'collecting', stage: 'reported', holder_id: 2, holder_unit_id: 20, lead_unit_id: null },
      ...{ class_id: 1, rule_id: 1, filed_at: null, step_due_at: wall('08:25') },
    });
    const { last, clocks } = await written(one.caseId);
    expect(last).toMatchObject({ kind: 'file_returned', version: 3, by_unit_id: 20, data: why });
    expect(clocks).toEqual([
      ACCEPTANCE,
      { step: 'filing', unit: 20, from: wall('08:05'), to: wall('08:10'), due: wall('08:20') },
      { step: 'acceptance', unit: 20, from: wall('08:10'), to: null, due: wall('08:25') },
    ]);
    // Not pushed past the acceptor’s own stage; he accepts it anew, or refuses it.
    await expect(
      act(willow('shift_leader'), 'file_urgent', here(back), { classId: 1, ruleId: 1, unitId: 21 }),
    ).rejects.toMatchObject({ code: 'FLOW-RETURNED' });
    expect((await act(willow('acceptor'), 'accept', here(back), { classId: 1, ruleId: 1 })).state).toBe('filing');
  });

  it('the shift leader refuses to file, with a reason: the case is over, and every clock', async () => {
    const one = await accepted();
    at('2026-10-12 08:10');
    const { input } = ACT_COMMANDS.refuse_filing;
    expect([input.safeParse(here(one)).success, input.safeParse({ ...here(one), ...why }).success]).toEqual([
      false,
      true,
    ]);
    await expect(act(willow('acceptor'), 'refuse_filing', here(one), why)).rejects.toMatchObject({ code: 'FLOW-POST' });
    const over = await act(willow('shift_leader'), 'refuse_filing', here(one), why);
    expect(over).toMatchObject({ state: 'refused', version: 3 });
    expect(await rowOf(one.caseId)).toMatchObject({
      ...{ stage: 'refused', refused_at: wall('08:10'), closed_at: null, step_due_at: null, due_at: null },
    });
    const { last, clocks } = await written(one.caseId);
    expect(last).toMatchObject({ kind: 'refused', data: { act: 'refuse_filing', ...why } });
    expect(clocks).toEqual([
      ACCEPTANCE,
      { step: 'filing', unit: 20, from: wall('08:05'), to: wall('08:10'), due: wall('08:20') },
    ]);
    await expect(act(willow('shift_leader'), 'file', here(over))).rejects.toMatchObject({ code: 'FLOW-STATE' });
  });
});

describe('at dispatch', () => {
  it('the city sends down what a county passed up: the county dispatches it itself', async () => {
    let one = await filed();
    at('2026-10-12 08:25');
    await expect(act(willow('dispatcher'), 'send_down', here(one), why)).rejects.toMatchObject({
      code: 'FLOW-NOT-PASSED-UP',
    });
    one = await act(willow('dispatcher'), 'pass_up', here(one), why);
    expect(await rowOf(one.caseId)).toMatchObject({ holder_id: 1, holder_unit_id: 10, step_due_at: wall('08:40') });
    at('2026-10-12 08:30');
    await expect(act(willow('dispatcher'), 'send_down', here(one), why)).rejects.toMatchObject({ code: 'FLOW-SIDE' });
    one = await act(city('dispatcher'), 'send_down', here(one), why);
    expect(one).toMatchObject({ state: 'dispatching', version: 5, holderUnitId: 20 });
    expect(await rowOf(one.caseId)).toMatchObject({
      ...{ holder_id: 2, holder_unit_id: 20, lead_unit_id: null, supervision_unit_id: 10, step_due_at: wall('08:45') },
    });
    const { last, clocks } = await written(one.caseId);
    expect(last).toMatchObject({ kind: 'sent_down', version: 5, by_unit_id: 10, data: why });
    expect(clocks.filter(({ step }) => step === 'dispatch')).toEqual([
      { step: 'dispatch', unit: 20, from: wall('08:20'), to: wall('08:25'), due: wall('08:35') },
      { step: 'dispatch', unit: 10, from: wall('08:25'), to: wall('08:30'), due: wall('08:40') },
      { step: 'dispatch', unit: 20, from: wall('08:30'), to: null, due: wall('08:45') },
    ]);
    await expect(act(city('dispatcher'), 'dispatch', here(one), { unitId: 21 })).rejects.toMatchObject({
      code: 'FLOW-SIDE',
    });
    expect((await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 })).holderUnitId).toBe(21);
  });

  it('the same body resumes its clock: what it used before it gave the case back counts, the time between does not', async () => {
    let one = await dispatched();
    at('2026-10-12 10:00');
    await act(works, 'ask_return', here(one), why);
    one = await act(willow('dispatcher'), 'take_back', here(one), why);
    at('2026-10-12 11:00');
    one = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    // Of four working hours one was used: three are left, from eleven to noon and from two to four.
    expect(await rowOf(one.caseId)).toMatchObject({ lead_unit_id: 21, due_at: wall('16:00') });
    const task = await taskOf(one.caseId, 21, 'lead');
    const { due_at: due } = await asOwner(database, (trx) =>
      trx.selectFrom('biz.assignment').select('due_at').where('id', '=', task.taskId).executeTakeFirstOrThrow(),
    );
    expect(due).toEqual(wall('16:00'));
  });
});

describe('at closing', () => {
  it('the shift leader does not close: the same body works it again, with what is left of its time', async () => {
    let one = await dispatched();
    at('2026-10-12 10:00');
    one = await act(works, 'feed_back', here(one), { words: '已清除' });
    one = await act(city('acceptor'), 'ask_check', here(one), { unitId: 12 });
    at('2026-10-12 10:20');
    await act(cityCollector, 'answer_check', await taskOf(one.caseId, 12, 'check'), { finding: 'passed' });
    one = await act(city('acceptor'), 'pass_check', here(one));
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'closing', step_due_at: wall('10:50') });
    at('2026-10-12 11:00');
    await expect(act(city('acceptor'), 'fail_closing', here(one), why)).rejects.toMatchObject({ code: 'FLOW-POST' });
    one = await act(city('shift_leader'), 'fail_closing', here(one), why);
    expect(one).toMatchObject({ state: 'disposing', holderUnitId: 21 });
    // One hour was used until ten; three are left, from eleven to noon and from two to four.
    expect(await rowOf(one.caseId)).toMatchObject({
      ...{ holder_id: 2, lead_unit_id: 21, rework_count: 1, closed_at: null, disposed_at: null, due_at: wall('16:00') },
    });
    const { last, clocks } = await written(one.caseId);
    expect(last).toMatchObject({ kind: 'reworked', by_unit_id: 10, data: why });
    expect(clocks.filter(({ step }) => step === 'closing')).toEqual([
      { step: 'closing', unit: 10, from: wall('10:20'), to: wall('11:00'), due: wall('10:50') },
    ]);
    await taskOf(one.caseId, 21, 'lead');
    // What passed before it was worked again is no result of a check any more.
    one = await act(works, 'feed_back', here(one), { words: '再次清除' });
    await expect(act(city('acceptor'), 'pass_check', here(one))).rejects.toMatchObject({ code: 'FLOW-NOT-CHECKED' });
  });
});

describe('handled on the spot', () => {
  async function handled(): Promise<Acted> {
    at('2026-10-12 09:00');
    const me = willow('acceptor');
    const photos = await Promise.all(
      (['before', 'after'] as const).map((usage) => uploaded(database, me, usage, deps.clock.now())),
    );
    return inTenant(database, me.pool, actingOf(me), (trx) =>
      registerCase(trx, deps, me, 'self_handle', {
        ...{ tenantId: 2, source: 'patrol', kind: 'event', classId: 1, words: '已清', address: '滨江路 1 号', photos },
      }),
    );
  }

  it('the acceptor archives it: closed, and counted apart', async () => {
    const one = await handled();
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'self_review', self_handled: true, holder_unit_id: 20 });
    at('2026-10-12 09:10');
    await expect(act(willow('shift_leader'), 'archive', here(one))).rejects.toMatchObject({ code: 'FLOW-POST' });
    await expect(act(city('acceptor'), 'archive', here(one))).rejects.toMatchObject({ code: 'FLOW-SIDE' });
    expect(await act(willow('acceptor'), 'archive', here(one))).toMatchObject({ state: 'closed', version: 2 });
    expect(await rowOf(one.caseId)).toMatchObject({
      ...{ stage: 'closed', self_handled: true, closed_at: wall('09:10'), dispatched_at: null, step_due_at: null },
    });
    const { last, clocks } = await written(one.caseId);
    expect(last).toMatchObject({ kind: 'closed', data: { act: 'archive' } });
    expect(clocks.map(({ step, from, to }) => [step, from, to])).toEqual([['review', wall('09:00'), wall('09:10')]]);
  });

  it('the acceptor sends it the ordinary way: taken in, by a clock of its own, and not self-handled any more', async () => {
    const one = await handled();
    at('2026-10-12 09:10');
    await expect(act(city('acceptor'), 'to_normal_flow', here(one), why)).rejects.toMatchObject({ code: 'FLOW-SIDE' });
    const back = await act(willow('acceptor'), 'to_normal_flow', here(one), why);
    expect(back).toMatchObject({ state: 'collecting', version: 2, holderUnitId: 20 });
    expect(await rowOf(one.caseId)).toMatchObject({
      ...{ stage: 'reported', self_handled: false, closed_at: null, step_due_at: wall('09:25') },
    });
    const { last, clocks } = await written(one.caseId);
    expect(last).toMatchObject({ kind: 'file_returned', data: { act: 'to_normal_flow', ...why } });
    expect(clocks.map(({ step, from, to }) => [step, from, to])).toEqual([
      ['review', wall('09:00'), wall('09:10')],
      ['acceptance', wall('09:10'), null],
    ]);
    // It did not come back from a later desk: it may be filed at once.
    const urgent = await act(willow('shift_leader'), 'file_urgent', here(back), { classId: 1, ruleId: 1, unitId: 21 });
    expect(urgent.state).toBe('disposing');
  });
});

it('all of them are rebuilt from their events without a difference', async () => {
  while (await refreshCases(database, deps, WILLOW));
  expect((await rebuildTenant(database, deps, WILLOW, { write: false })).differences).toEqual([]);
});
