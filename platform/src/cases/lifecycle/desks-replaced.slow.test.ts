import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { actorOf, settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { makeBody } from '../../../test/people.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { rebuildTenant } from '../record/rebuild.ts';
import { refreshCases } from '../record/refresh-cases.ts';
import { strangeMoves } from '../record/strange-moves.ts';
import type { Acted } from './record-attempt.ts';
import { runClerk } from './clerk.ts';
import { readOffers } from './read-offers.ts';

// From 13 October on the centre 29 of willow serves in the place of 20, and the centre 19 of the city in that of 10.

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('desks_replaced', settleCommands);
  await makeBody(database, 2, 1, 29, 'centre');
  await makeBody(database, 1, 1, 19, 'centre');
  await asOwner(database, async (trx) => {
    for (const [table, column] of [
      ['biz.body', 'unit_id'],
      ['biz.unit', 'id'],
    ] as const) {
      await trx.updateTable(table).set({ from_day: '2026-10-13' }).where(column, 'in', [19, 29]).execute();
      await trx.updateTable(table).set({ to_day: '2026-10-13' }).where(column, 'in', [10, 20]).execute();
    }
  });
});
afterAll(() => database.drop());

const { deps, at, register, act, taskOf, rowOf, filed, dispatched } = makeActs(() => database);
const newCity = (post: string): Actor => actorOf(1, 19, 'centre', post);
const newWillow = (post: string): Actor => actorOf(2, 29, 'centre', post);
const reed = (post: string): Actor => actorOf(3, 30, 'centre', post);
const tuesday = (): void => at('2026-10-13 09:00');
const UNTIL = '2026-10-14T09:00:00+08:00';
const ORDER = { order: 'supervise', level: 'ordinary', until: UNTIL, words: '请尽快' };

const offered = async (actor: Actor, on: Acted & { taskId?: string }): Promise<string[]> => {
  const { tenantId, caseId, taskId } = on;
  const { offers } = await inTenant(database, actor.pool, actingOf(actor), (trx) =>
    readOffers(trx, actor, { tenantId, caseId, taskId }, deps.clock.now()),
  );
  return offers.flatMap(({ act: name, refusal }) => (refusal === null ? [name] : [])).sort();
};

/** Asks the works to let go of the case in a way, on the day before. */
async function asked(name: 'ask_extension' | 'ask_return' | 'ask_suspension' | 'ask_void'): Promise<Acted> {
  const one = await dispatched();
  await act(works, name, here(one), { reason: '原因', ...(name === 'ask_suspension' ? { until: UNTIL } : {}) });
  tuesday();
  return one;
}

describe('a case that waits at the desk of a county that was replaced', () => {
  it('is dispatched by the new one, and by nobody else', async () => {
    const one = await filed();
    tuesday();
    expect(await offered(newWillow('dispatcher'), one)).toEqual(['dispatch', 'pass_up', 'return_case']);
    for (const [who, code] of [
      [newWillow('acceptor'), 'FLOW-POST'],
      [willow('dispatcher'), 'FLOW-SIDE'],
      [newCity('dispatcher'), 'FLOW-SIDE'],
      [reed('dispatcher'), 'FLOW-CASE-UNKNOWN'],
      [works, 'FLOW-CASE-UNKNOWN'],
    ] as const) {
      await expect(act(who, 'dispatch', here(one), { unitId: 21 })).rejects.toMatchObject({ code });
    }
    const command = await taskOf(one.caseId, 20, 'command');
    await act(newWillow('dispatcher'), 'acknowledge', command);
    await act(newWillow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'disposing', holder_id: 2, holder_unit_id: 21 });
    const { asker_unit_id: asker } = await asOwner(database, (trx) =>
      trx
        .selectFrom('biz.assignment')
        .selectAll()
        .where('case_id', '=', one.caseId)
        .where('kind', '=', 'lead')
        .executeTakeFirstOrThrow(),
    );
    expect(asker).toBe(29);
  });

  it('has its help withdrawn by the new one, to which that is offered as to nobody else', async () => {
    const one = await dispatched();
    await act(willow('dispatcher'), 'ask_assist', here(one), { unitId: 22, words: '请清运' });
    tuesday();
    const help = await taskOf(one.caseId, 22, 'assist');
    const onTask = { ...one, ...help };
    expect(await offered(newWillow('dispatcher'), onTask)).toEqual(['withdraw_assist']);
    expect(await offered(willow('dispatcher'), onTask)).toEqual([]);
    await act(newWillow('dispatcher'), 'withdraw_assist', help, { reason: '改派' });
  });

  it('is passed up, returned and made void as before', async () => {
    const [up, back] = [await filed(), await filed()];
    tuesday();
    await act(newWillow('dispatcher'), 'pass_up', here(up), { reason: '电力设施' });
    expect(await rowOf(up.caseId)).toMatchObject({ state: 'dispatching', holder_id: 1, holder_unit_id: 19 });
    await act(newWillow('dispatcher'), 'return_case', here(back), { reason: '不属本县' });
    expect(await rowOf(back.caseId)).toMatchObject({ state: 'collecting', holder_id: 1, holder_unit_id: 19 });
    const { state } = await act(newCity('acceptor'), 'refuse_acceptance', { ...here(back), version: 4 } as never, {
      reason: '不属',
    });
    expect(state).toBe('refused');
  });

  it('is taken in, checked and closed there where the county supervises', async () => {
    at('2026-10-12 08:00');
    let one = await register(willow('acceptor'), { source: 'patrol' });
    tuesday();
    one = await act(newWillow('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 });
    one = await act(newWillow('shift_leader'), 'file', here(one));
    // It dispatches what it has filed itself: nothing is handed over.
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'dispatching', holder_unit_id: 29 });
    one = await act(newWillow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    one = await act(works, 'feed_back', here(one), { words: '已清除' });
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'check_sending', holder_id: 2 });
    one = await act(newWillow('acceptor'), 'ask_check', here(one), { unitId: 23 });
    await act(
      actorOf(2, 23, 'collection_company', 'collector'),
      'answer_check',
      await taskOf(one.caseId, 23, 'check'),
      { finding: 'passed' },
    );
    one = await act(newWillow('acceptor'), 'pass_check', here(one));
    one = await act(newWillow('shift_leader'), 'close', here(one));
    expect(one.state).toBe('closed');
  });
});

describe('a request that waits when the desk that decides it is replaced', () => {
  it.each([
    ['ask_extension', 'extend', { reason: '同意' }, { state: 'disposing', extension_count: 1 }],
    ['ask_return', 'take_back', { reason: '同意' }, { state: 'dispatching', holder_unit_id: 29 }],
    ['ask_suspension', 'suspend', { reason: '同意', until: UNTIL }, { state: 'suspended', holder_unit_id: 21 }],
  ] as const)('%s is granted by the new dispatcher', async (ask, grant, given, after) => {
    const one = await asked(ask);
    await expect(act(willow('dispatcher'), grant, here(one), given)).rejects.toMatchObject({ code: 'FLOW-SIDE' });
    await expect(act(newWillow('shift_leader'), grant, here(one), given)).rejects.toMatchObject({ code: 'FLOW-POST' });
    await act(newWillow('dispatcher'), grant, here(one), given);
    expect(await rowOf(one.caseId)).toMatchObject(after);
  });

  it.each(['ask_extension', 'ask_return', 'ask_suspension'] as const)(
    '%s is refused by the new dispatcher',
    async (ask) => {
      const one = await asked(ask);
      await act(newWillow('dispatcher'), 'refuse_request', here(one), { reason: '不同意' });
      expect(await offered(works, one)).toContain('feed_back');
    },
  );

  it('its void is granted by the new shift leader of the city, through the clerk of the county', async () => {
    const one = await asked('ask_void');
    await expect(act(city('shift_leader'), 'void', here(one), { reason: '重复' })).rejects.toMatchObject({
      code: 'FLOW-SIDE',
    });
    await act(newCity('shift_leader'), 'void', here(one), { reason: '重复' });
    await runClerk(database, deps, WILLOW);
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'void', holder_id: 1, holder_unit_id: 19 });
  });

  it('its void is granted by the new centre of a county that supervises it, while the city has it', async () => {
    at('2026-10-12 08:00');
    let one = await register(willow('acceptor'), { source: 'patrol' });
    one = await act(willow('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 });
    one = await act(willow('shift_leader'), 'file', here(one));
    one = await act(willow('dispatcher'), 'pass_up', here(one), { reason: '电力设施' });
    one = await act(city('dispatcher'), 'dispatch', here(one), { unitId: 11 });
    await act(power, 'ask_void', here(one), { reason: '重复' });
    tuesday();
    await act(newWillow('shift_leader'), 'void', here(one), { reason: '重复' });
    await runClerk(database, deps, WILLOW);
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'void', holder_id: 2, holder_unit_id: 29 });
  });

  it('what the old one decided before is still carried out', async () => {
    const one = await dispatched();
    await act(works, 'ask_void', here(one), { reason: '重复' });
    await act(city('shift_leader'), 'void', here(one), { reason: '重复' });
    tuesday();
    await runClerk(database, deps, WILLOW);
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'void' });
  });
});

describe('a case at the desk of the city that was replaced', () => {
  it('is verified, accepted, filed, checked and closed by the new one', async () => {
    at('2026-10-12 08:00');
    let one = await register(city('acceptor'));
    await act(city('acceptor'), 'ask_verify', here(one), { unitId: 12 });
    tuesday();
    await act(cityCollector, 'answer_verify', await taskOf(one.caseId, 12, 'verify'), { finding: 'exists' });
    await expect(act(city('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 })).rejects.toMatchObject({
      code: 'FLOW-SIDE',
    });
    one = await act(newCity('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 });
    one = await act(newCity('shift_leader'), 'file', here(one));
    expect(await rowOf(one.caseId)).toMatchObject({ holder_id: 2, holder_unit_id: 29 });
    one = await act(newWillow('dispatcher'), 'dispatch', here(one), { unitId: 22 });
    one = await act(parks, 'feed_back', here(one), { words: '已清除' });
    one = await act(newCity('acceptor'), 'fail_check', here(one), { reason: '未清' });
    one = await act(parks, 'feed_back', here(one), { words: '已清除' });
    one = await act(newCity('leader'), 'force_close', here(one), { reason: '专项' });
    expect(one).toMatchObject({ state: 'closed', holderUnitId: 19 });
  });

  it('goes on to a body of the city, whose request the new one decides', async () => {
    let one = await filed();
    one = await act(willow('dispatcher'), 'pass_up', here(one), { reason: '电力设施' });
    const other = await act(
      city('dispatcher'),
      'dispatch',
      here(await act(willow('dispatcher'), 'pass_up', here(await filed()), { reason: '电力' })),
      { unitId: 11 },
    );
    await act(power, 'ask_return', here(other), { reason: '非本单位' });
    tuesday();
    await act(newCity('dispatcher'), 'dispatch', here(one), { unitId: 11 });
    await act(newCity('dispatcher'), 'take_back', here(other), { reason: '同意' });
    expect(await rowOf(other.caseId)).toMatchObject({ state: 'dispatching', holder_id: 1, holder_unit_id: 19 });
  });
});

describe('what lies between two desks when they are replaced', () => {
  it('an order of the city is acknowledged and answered by the new centre of the county', async () => {
    const one = await dispatched();
    await act(city('leader'), 'supervise', here(one), ORDER);
    const order = await taskOf(one.caseId, 20, 'reply');
    tuesday();
    await expect(act(reed('dispatcher'), 'answer_order', order, { words: '已办' })).rejects.toMatchObject({
      code: 'FLOW-TASK-UNKNOWN',
    });
    await expect(act(newCity('leader'), 'answer_order', order, { words: '已办' })).rejects.toMatchObject({
      code: 'FLOW-SIDE',
    });
    await act(newWillow('dispatcher'), 'acknowledge', order);
    await act(newWillow('dispatcher'), 'answer_order', order, { words: '已办' });
  });

  it('a hand-over of the old one is recalled by the same post of the new one', async () => {
    const one = await dispatched();
    tuesday();
    await expect(act(newWillow('shift_leader'), 'recall', here(one))).rejects.toMatchObject({ code: 'FLOW-SIDE' });
    await act(newWillow('dispatcher'), 'recall', here(one));
    await runClerk(database, deps, WILLOW);
    expect(await rowOf(one.caseId)).toMatchObject({ state: 'dispatching' });
    const again = await act(
      newWillow('dispatcher'),
      'dispatch',
      { tenantId: 2, caseId: one.caseId, version: one.version! + 1 },
      { unitId: 22 },
    );
    expect(again.state).toBe('disposing');
  });

  it('what the old one worked itself is fed back by the new one', async () => {
    const one = await filed();
    at('2026-10-12 09:00');
    const own = await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 20 });
    tuesday();
    const machine = { ...newWillow('dispatcher'), kind: 'machine', personId: null, post: null } as Actor;
    const { state } = await act(machine, 'feed_back', here(own), { words: '已清除' });
    expect(state).toBe('check_sending');
  });
});

it('all of that replays to the same rows, and nobody moved a case out of turn', async () => {
  while (await refreshCases(database, deps, WILLOW));
  expect((await rebuildTenant(database, deps, WILLOW, { write: false })).differences).toEqual([]);
  expect(await strangeMoves(database, WILLOW)).toEqual([]);
});
