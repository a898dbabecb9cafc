import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
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
import { actorOf, makeSquad, settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { asOwner } from '../../database/transaction.ts';
import type { Actor } from '../../identity/actor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Acted } from './record-attempt.ts';
import type { ActName } from './acts.ts';
import { runClerk } from './clerk.ts';
import type { Given } from './given.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('atonce', settleCommands);
  await makeSquad(database, 2, 21, 211);
  await makeSquad(database, 2, 21, 212);
});
afterAll(() => database.drop());

const { deps, at, register, act, taskOf, rowOf, filed, dispatched } = makeActs(() => database);

/** How often an act was written down. */
const written = (caseId: string, kind: string): Promise<number> =>
  asOwner(database, async (trx) => {
    const rows = await trx
      .selectFrom('biz.case_event')
      .select('id')
      .where('case_id', '=', caseId)
      .where('kind', '=', kind)
      .execute();
    return rows.length;
  });

type Deed = Parameters<typeof act>;

/** The first has acted and not yet committed when the second acts, who then waits for him or not at all. */
async function atOnce([who, name, on, given]: Deed, second: Deed): Promise<PromiseSettledResult<Acted>[]> {
  const later: Promise<Acted>[] = [];
  const first = act(who, name, on, given, async () => {
    later.push(act(...second));
    let isSettled = false;
    const settled = Promise.allSettled(later).then(() => void (isSettled = true));
    while (!isSettled && !(await isAnybodyWaiting())) await Promise.race([settled, sleep(10)]);
  });
  const [end] = await Promise.allSettled([first]);
  return [end, ...(await Promise.allSettled(later))];
}

const isAnybodyWaiting = (): Promise<boolean> =>
  asOwner(database, async (trx) => {
    const { rows } = await sql`
      select 1 from pg_locks join pg_stat_activity using (pid)
       where not granted and datname = current_database()`.execute(trx);
    return rows.length > 0;
  });

/** Why the second of two was refused, who acted at the same time; the first was not. */
async function lost(one: Deed, other: Deed): Promise<string> {
  const [first, second] = await atOnce(one, other);
  if (first?.status === 'rejected') throw first.reason;
  if (second?.status !== 'rejected') return 'both did it';
  if (!(second.reason instanceof Problem)) throw second.reason;
  return second.reason.code;
}

const why = { reason: '原因' };
const order = { order: 'supervise', level: 'ordinary', until: '2026-10-13T18:00:00+08:00', words: '请尽快' };
const another = (tenant: 1 | 2, unit: number, kind: string, post: string): Actor =>
  actorOf(tenant, unit, kind, post, 2);

type Two = readonly [Actor, Actor];
const TWO_DISPATCHERS: Two = [willow('dispatcher', 1), willow('dispatcher', 2)];
const TWO_OF_WORKS: Two = [works, another(2, 21, 'department', 'department')];
const TWO_SHIFT_LEADERS: Two = [city('shift_leader', 1), city('shift_leader', 2)];

async function asking(name: ActName, given: Given = why): Promise<Acted> {
  const one = await dispatched();
  await act(works, name, here(one), given);
  return one;
}
const dated = { ...why, until: '2026-10-20T09:00:00+08:00' };
const suspending = (): Promise<Acted> => asking('ask_suspension', dated);
const forced = async (): Promise<Acted> => {
  const one = await dispatched();
  const back = await act(works, 'feed_back', here(one), { words: '已清除' });
  return act(city('leader'), 'force_close', here(back), why);
};

/** Acts on a case: what went before, two people, what each gives, the event, and why the second is refused. */
const ON_CASES: readonly [ActName, () => Promise<Acted>, Two, readonly [Given, Given], string, string][] = [
  ['extend', () => asking('ask_extension'), TWO_DISPATCHERS, [why, why], 'extended', 'FLOW-MOVED-ON'],
  ['suspend', suspending, TWO_DISPATCHERS, [dated, dated], 'suspended', 'FLOW-MOVED-ON'],
  ['take_back', () => asking('ask_return'), TWO_DISPATCHERS, [why, why], 'returned', 'FLOW-MOVED-ON'],
  ['refuse_request', () => asking('ask_extension'), TWO_DISPATCHERS, [why, why], 'decided', 'FLOW-NO-REQUEST'],
  ['refuse_request', () => asking('ask_void'), TWO_SHIFT_LEADERS, [why, why], 'decided', 'FLOW-NO-REQUEST'],
  ['void', () => asking('ask_void'), TWO_SHIFT_LEADERS, [why, why], 'decided', 'FLOW-DECIDED'],
  ['force_close', dispatched, [city('leader', 1), city('leader', 2)], [why, why], 'decided', 'FLOW-DECIDED'],
  ['recall', dispatched, TWO_DISPATCHERS, [{}, {}], 'recall_asked', 'FLOW-DECIDED'],
  [
    'call_back',
    forced,
    [city('acceptor', 1), city('acceptor', 2)],
    [{ satisfaction: 'satisfied' }, { satisfaction: 'dissatisfied' }],
    'called_back',
    'FLOW-CALLED-BACK',
  ],
  ['take', dispatched, TWO_OF_WORKS, [{}, {}], 'taken', 'FLOW-MOVED-ON'],
  ['ask_extension', dispatched, TWO_OF_WORKS, [why, why], 'extension_asked', 'FLOW-REQUEST-WAITS'],
  ['ask_void', dispatched, TWO_OF_WORKS, [why, why], 'void_asked', 'FLOW-REQUEST-WAITS'],
];

describe('two decide about a case at once: one does it, the other learns why he does not', () => {
  it.each(ON_CASES)('%s', async (name, bring, [one, other], [given, otherwise], kind, code) => {
    const on = await bring();
    expect(await lost([one, name, here(on), given], [other, name, here(on), otherwise])).toBe(code);
    expect(await written(on.caseId, kind)).toBe(1);
  });

  it.each([
    ['void', 'refuse_request', 'FLOW-DECIDED', 'void'],
    ['refuse_request', 'void', 'FLOW-NO-REQUEST', 'disposing'],
  ] as const)('one does %s, the other %s: what the first decided comes about', async (name, otherwise, code, state) => {
    const on = await asking('ask_void');
    const [one, other] = TWO_SHIFT_LEADERS;
    expect(await lost([one, name, here(on), why], [other, otherwise, here(on), why])).toBe(code);
    await runClerk(database, deps, WILLOW);
    expect((await rowOf(on.caseId)).state).toBe(state);
    expect(await written(on.caseId, 'decided')).toBe(1);
  });

  it('what the one decided is carried out before anything else is decided, and then the case has moved on', async () => {
    const on = await asking('ask_void');
    await act(city('shift_leader'), 'void', here(on), why);
    await expect(act(city('leader'), 'force_close', here(on), why)).rejects.toMatchObject({ code: 'FLOW-DECIDED' });
    await runClerk(database, deps, WILLOW);
    await expect(act(city('leader'), 'force_close', here(on), why)).rejects.toMatchObject({ code: 'FLOW-MOVED-ON' });
  });

  it('the city orders something while the county ends the case: no order is left on a case that is over', async () => {
    const supervise = (on: Acted): Deed => [city('leader'), 'supervise', here(on), order];
    const end = (on: Acted): Deed => [willow('leader'), 'force_close', here(on), why];
    for (const [first, second, code] of [
      [supervise, end, undefined],
      [end, supervise, 'FLOW-MOVED-ON'],
    ] as const) {
      const on = await workedByCounty();
      const [one, other] = await atOnce(first(on), second(on));
      expect(one).toMatchObject({ status: 'fulfilled' });
      expect((other as { reason?: Problem }).reason?.code).toBe(code);
      const open = await asOwner(database, (trx) =>
        trx
          .selectFrom('biz.assignment')
          .select('kind')
          .where('case_id', '=', on.caseId)
          .where('state', 'in', ['open', 'accepted'])
          .execute(),
      );
      expect(open).toEqual([]);
    }
  });

  /** Supervised and worked by the county. */
  async function workedByCounty(): Promise<Acted> {
    at('2026-10-12 09:00');
    let one = await register(willow('acceptor'), { source: 'patrol' });
    one = await act(willow('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 });
    one = await act(willow('shift_leader'), 'file', here(one));
    return act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
  }
});

const ordered = async (): Promise<Acted> => {
  const one = await dispatched();
  await act(city('leader'), 'supervise', here(one), order);
  return one;
};
const verifying = async (): Promise<Acted> => {
  at('2026-10-12 08:00');
  const one = await register(city('acceptor'));
  await act(city('acceptor'), 'ask_verify', here(one), { unitId: 12 });
  return one;
};
const checking = async (): Promise<Acted> => {
  const one = await dispatched();
  const back = await act(works, 'feed_back', here(one), { words: '已清除' });
  return act(city('acceptor'), 'ask_check', here(back), { unitId: 12 });
};
const assisted = async (): Promise<Acted> => {
  const one = await dispatched();
  await act(willow('dispatcher'), 'ask_assist', here(one), { unitId: 22, words: '请清运' });
  return one;
};
const TWO_COLLECTORS: Two = [cityCollector, another(1, 12, 'collection_company', 'collector')];
const TWO_OF_PARKS: Two = [parks, another(2, 22, 'department', 'department')];

/** Acts on a task: of which body and kind. */
const ON_TASKS: readonly [
  ActName,
  () => Promise<Acted>,
  readonly [unit: number, kind: string],
  Two,
  readonly [Given, Given],
  string,
  string,
][] = [
  ['acknowledge', ordered, [20, 'reply'], TWO_DISPATCHERS, [{}, {}], 'acknowledged', 'FLOW-TAKEN-ALREADY'],
  ['acknowledge', filed, [20, 'command'], TWO_DISPATCHERS, [{}, {}], 'acknowledged', 'FLOW-TAKEN-ALREADY'],
  [
    'answer_order',
    ordered,
    [20, 'reply'],
    TWO_DISPATCHERS,
    [{ words: '今日办结' }, { words: '明日办结' }],
    'reply_answered',
    'FLOW-TASK-OVER',
  ],
  [
    'answer_verify',
    verifying,
    [12, 'verify'],
    TWO_COLLECTORS,
    [{ finding: 'exists' }, { finding: 'absent' }],
    'verify_answered',
    'FLOW-TASK-OVER',
  ],
  [
    'answer_check',
    checking,
    [12, 'check'],
    TWO_COLLECTORS,
    [{ finding: 'passed' }, { finding: 'failed' }],
    'check_answered',
    'FLOW-TASK-OVER',
  ],
  [
    'answer_assist',
    assisted,
    [22, 'assist'],
    TWO_OF_PARKS,
    [{ words: '已清运' }, { words: '无法清运' }],
    'assist_answered',
    'FLOW-TASK-OVER',
  ],
  [
    'assign_inside',
    dispatched,
    [21, 'lead'],
    TWO_OF_WORKS,
    [{ innerUnitId: 211 }, { innerUnitId: 212 }],
    'inner_asked',
    'FLOW-INNER-GIVEN',
  ],
];

describe('two act on a task at once: one does it, the other learns why he does not', () => {
  it.each(ON_TASKS)('%s, %#', async (name, bring, [unit, taskKind], [one, other], [given, otherwise], kind, code) => {
    const on = await bring();
    const task = await taskOf(on.caseId, unit, taskKind);
    expect(await lost([one, name, task, given], [other, name, task, otherwise])).toBe(code);
    expect(await written(on.caseId, kind)).toBe(1);
  });
});

it('a body is asked to assist once at a time, also by two at once', async () => {
  const one = await dispatched();
  const ask = { unitId: 22, words: '请清运' };
  expect(
    await lost(
      [willow('dispatcher', 1), 'ask_assist', here(one), ask],
      [willow('dispatcher', 2), 'ask_assist', here(one), ask],
    ),
  ).toBe('FLOW-ASSIST-OPEN');
  expect(await written(one.caseId, 'assist_asked')).toBe(1);
});

it('what a squad has is given to another once it was taken back', async () => {
  const one = await dispatched();
  const task = await taskOf(one.caseId, 21, 'lead');
  await act(works, 'assign_inside', task, { innerUnitId: 211 });
  await expect(act(works, 'assign_inside', task, { innerUnitId: 212 })).rejects.toMatchObject({
    code: 'FLOW-INNER-GIVEN',
  });
  await act(works, 'assign_inside', task, { innerUnitId: null });
  await act(works, 'assign_inside', task, { innerUnitId: 212 });
  expect(await written(one.caseId, 'inner_asked')).toBe(3);
});

it('the body of the city that works a case and the desk that extends it do not wait for each other for ever', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    let one = await filed();
    one = await act(willow('dispatcher'), 'pass_up', here(one), why);
    one = await act(city('dispatcher'), 'dispatch', here(one), { unitId: 11 });
    const ends = await Promise.allSettled([
      act(power, 'ask_extension', here(one), why),
      act(city('leader'), 'supervise', here(one), order),
      act(city('dispatcher'), 'supervise', here(one), order),
      act(power, 'take', here(one)),
    ]);
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'FLOW-MOVED-ON' });
  }
});
