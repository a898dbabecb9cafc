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
import { actorOf, makeSquad, setMode, settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { asOwner } from '../../database/transaction.ts';
import type { Actor } from '../../identity/actor.ts';
import type { Acted } from './record-attempt.ts';
import type { ActName } from './acts.ts';
import { runClerk } from './clerk.ts';
import type { Given } from './given.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('opentasks', settleCommands);
  await makeSquad(database, 2, 21, 211);
});
afterAll(() => database.drop());

const { deps, at, register, act, taskOf, rowOf, filed, dispatched } = makeActs(() => database);

const tasksOf = (caseId: string): Promise<string[]> =>
  asOwner(database, async (trx) => {
    const rows = await trx
      .selectFrom('biz.assignment')
      .select(['kind', 'unit_id', 'state', 'asks'])
      .where('case_id', '=', caseId)
      .where('state', 'in', ['open', 'accepted'])
      .execute();
    return rows.map(({ kind, unit_id: unit, asks }) => `${kind} ${unit}${asks === null ? '' : ' asks'}`).sort();
  });

/** Acts one after the other, each on the case as it is by then. */
type Deed = readonly [who: Actor, name: ActName, given?: Given];
async function done(one: Acted, deeds: readonly Deed[]): Promise<Acted> {
  let last = one;
  for (const [who, name, given] of deeds) {
    const { version } = await rowOf(one.caseId);
    last = await act(who, name, here({ ...one, version }), given);
  }
  return last;
}

const order = { order: 'supervise', level: 'ordinary', until: '2026-10-13T18:00:00+08:00', words: '请尽快' };
const why = { reason: '原因' };
const COUNTY_ORDERS: Deed = [willow('dispatcher'), 'supervise', order];
const CITY_ORDERS: Deed = [city('leader'), 'supervise', order];
const collectors = actorOf(2, 23, 'collection_company', 'collector');

/** Taken in by the county itself, from a patrol. */
const ofCounty = async (): Promise<Acted> => {
  at('2026-10-12 09:00');
  return register(willow('acceptor'), { source: 'patrol' });
};
const ofCity = async (): Promise<Acted> => {
  at('2026-10-12 09:00');
  return register(city('acceptor'), { source: 'patrol' });
};
const checked = async (one: Acted, acceptor: Actor, body: number, who: Actor): Promise<Acted> => {
  await done(one, [[acceptor, 'ask_check', { unitId: body }]]);
  await act(who, 'answer_check', await taskOf(one.caseId, body, 'check'), { finding: 'passed' });
  return done(one, [[acceptor, 'pass_check']]);
};
/** With an order of the county that its body has not answered. */
const fedBack = async (): Promise<Acted> =>
  done(await dispatched(), [COUNTY_ORDERS, [works, 'feed_back', { words: '已清除' }]]);
const passed = async (): Promise<Acted> => checked(await fedBack(), city('acceptor'), 12, cityCollector);
/** Given back by the body to the desk that dispatched it, with the order still open. */
const takenBack = async (): Promise<Acted> =>
  done(await dispatched(), [COUNTY_ORDERS, [works, 'ask_return', why], [willow('dispatcher'), 'take_back', why]]);
const returned = async (): Promise<Acted> => done(await takenBack(), [[willow('dispatcher'), 'return_case', why]]);
const FILING: Deed = [city('acceptor'), 'accept', { classId: 1, ruleId: 1 }];
const passedUp = async (): Promise<Acted> => done(await takenBack(), [[willow('dispatcher'), 'pass_up', why]]);

type Row = readonly [title: string, bring: () => Promise<Acted>, deed: Deed, state: string, open: readonly string[]];
const ORDER = 'reply 21';

/** Acts of the city on a case in which an order of the county waits: it ends with the case, and else goes on. */
const CITY_ACTS: readonly Row[] = [
  ['asks for a check', fedBack, [city('acceptor'), 'ask_check', { unitId: 12 }], 'check_sending', ['check 12', ORDER]],
  ['fails the check', fedBack, [city('acceptor'), 'fail_check', why], 'disposing', ['lead 21', ORDER]],
  ['forces the closing of what was fed back', fedBack, [city('leader'), 'force_close', why], 'closed', []],
  ['closes', passed, [city('shift_leader'), 'close'], 'closed', []],
  ['forces the closing of what passed', passed, [city('leader'), 'force_close', why], 'closed', []],
  ['does not close', passed, [city('shift_leader'), 'fail_closing', why], 'disposing', ['lead 21', ORDER]],
  ['refuses acceptance', returned, [city('acceptor'), 'refuse_acceptance', why], 'refused', []],
  ['forces the closing of what was returned', returned, [city('leader'), 'force_close', why], 'closed', []],
  ['asks to verify', returned, [city('acceptor'), 'ask_verify', { unitId: 12 }], 'collecting', [ORDER, 'verify 12']],
  ['accepts', returned, FILING, 'filing', [ORDER]],
  [
    'refuses to file',
    async () => done(await returned(), [FILING]),
    [city('shift_leader'), 'refuse_filing', why],
    'refused',
    [],
  ],
  [
    'returns it to the acceptor',
    async () => done(await returned(), [FILING]),
    [city('shift_leader'), 'return_to_acceptor', why],
    'collecting',
    [ORDER],
  ],
  [
    'files',
    async () => done(await returned(), [FILING]),
    [city('shift_leader'), 'file'],
    'dispatching',
    ['command 20', ORDER],
  ],
  ['sends down', passedUp, [city('dispatcher'), 'send_down', why], 'dispatching', ['command 20', ORDER]],
  ['dispatches', passedUp, [city('dispatcher'), 'dispatch', { unitId: 11 }], 'disposing', ['lead 11', ORDER]],
  ['returns', passedUp, [city('dispatcher'), 'return_case', why], 'collecting', [ORDER]],
  ['forces the closing of what was passed up', passedUp, [city('leader'), 'force_close', why], 'closed', []],
  [
    'makes void what its own body gave back',
    async () =>
      done(await passedUp(), [
        [city('dispatcher'), 'dispatch', { unitId: 11 }],
        [power, 'ask_return', why],
        [city('dispatcher'), 'take_back', why],
      ]),
    [city('shift_leader'), 'void', why],
    'void',
    [],
  ],
];

/** Where the county holds the case the clerk carries out what the city decided; every task ends with the case. */
const THROUGH_CLERK: readonly Row[] = [
  [
    'an order and a request',
    async () => done(await dispatched(), [COUNTY_ORDERS, [works, 'ask_extension', why]]),
    [city('leader'), 'force_close', why],
    'closed',
    [],
  ],
  [
    'an assistance and an order of its own',
    async () =>
      done(await dispatched(), [[willow('dispatcher'), 'ask_assist', { unitId: 22, words: '请清运' }], CITY_ORDERS]),
    [city('leader'), 'force_close', why],
    'closed',
    [],
  ],
  [
    'a task given on inside',
    async () => {
      const one = await dispatched();
      await act(works, 'assign_inside', await taskOf(one.caseId, 21, 'lead'), { innerUnitId: 211 });
      return one;
    },
    [city('leader'), 'force_close', why],
    'closed',
    [],
  ],
  [
    'a request to void, with an order of either side',
    async () => done(await dispatched(), [COUNTY_ORDERS, CITY_ORDERS, [works, 'ask_void', why]]),
    [city('shift_leader'), 'void', why],
    'void',
    [],
  ],
  ['its command', filed, [city('leader'), 'force_close', why], 'closed', []],
  ['an order that its body did not answer', takenBack, [city('shift_leader'), 'void', why], 'void', []],
];

/** Tasks that the city itself gave, to bodies of either side. */
const OWN_TASKS: readonly Row[] = [
  [
    'a verification by the county, when it refuses acceptance',
    async () => done(await ofCity(), [[city('acceptor'), 'ask_verify', { unitId: 23 }]]),
    [city('acceptor'), 'refuse_acceptance', why],
    'refused',
    [],
  ],
  [
    'a verification by the county, when it files and dispatches at once',
    async () => done(await ofCity(), [[city('acceptor'), 'ask_verify', { unitId: 23 }]]),
    [city('shift_leader'), 'file_urgent', { classId: 1, ruleId: 1, unitId: 21 }],
    'disposing',
    ['lead 21'],
  ],
  [
    'a check by the county, when it fails it by itself',
    async () => done(await fedBack(), [[city('acceptor'), 'ask_check', { unitId: 23 }]]),
    [city('acceptor'), 'fail_check', why],
    'disposing',
    ['lead 21', ORDER],
  ],
  [
    'a check by the county, when it forces the closing',
    async () => done(await fedBack(), [[city('acceptor'), 'ask_check', { unitId: 23 }]]),
    [city('leader'), 'force_close', why],
    'closed',
    [],
  ],
  [
    'an assistance by the county, when it takes the case back from its body',
    async () =>
      done(await passedUp(), [
        [city('dispatcher'), 'dispatch', { unitId: 11, assists: [{ unitId: 21, words: '请围挡' }] }],
        [power, 'ask_return', why],
      ]),
    [city('dispatcher'), 'take_back', why],
    'dispatching',
    [ORDER],
  ],
];

const COUNTY_FILES: readonly Deed[] = [
  [willow('acceptor'), 'accept', { classId: 1, ruleId: 1 }],
  [willow('shift_leader'), 'file'],
];
const workedByCounty = async (): Promise<Acted> =>
  done(await ofCounty(), [...COUNTY_FILES, [willow('dispatcher'), 'dispatch', { unitId: 21 }]]);

/** Acts of a county that supervises the case itself, in which an order of the city waits. */
const COUNTY_ACTS: readonly Row[] = [
  [
    'refuses acceptance',
    async () => done(await ofCounty(), [CITY_ORDERS]),
    [willow('acceptor'), 'refuse_acceptance', why],
    'refused',
    [],
  ],
  [
    'refuses to file',
    async () => done(await ofCounty(), [COUNTY_FILES[0]!, CITY_ORDERS]),
    [willow('shift_leader'), 'refuse_filing', why],
    'refused',
    [],
  ],
  [
    'forces the closing',
    async () => done(await workedByCounty(), [CITY_ORDERS]),
    [willow('leader'), 'force_close', why],
    'closed',
    [],
  ],
  [
    'makes it void',
    async () => done(await workedByCounty(), [CITY_ORDERS, [works, 'ask_void', why]]),
    [willow('shift_leader'), 'void', why],
    'void',
    [],
  ],
  [
    'passes it up',
    async () => done(await ofCounty(), [...COUNTY_FILES, CITY_ORDERS]),
    [willow('dispatcher'), 'pass_up', why],
    'dispatching',
    ['command 10', 'reply 20'],
  ],
  [
    'closes',
    async () =>
      checked(
        await done(await workedByCounty(), [CITY_ORDERS, [works, 'feed_back', { words: '已清除' }]]),
        willow('acceptor'),
        23,
        collectors,
      ),
    [willow('shift_leader', 2), 'close'],
    'closed',
    [],
  ],
];

/** … which a body of the city worked meanwhile, and has fed back. */
const workedByCity = async (): Promise<Acted> =>
  done(await ofCounty(), [
    ...COUNTY_FILES,
    [willow('dispatcher'), 'pass_up', why],
    [city('dispatcher'), 'dispatch', { unitId: 11 }],
    [city('dispatcher'), 'supervise', order],
    [power, 'feed_back', { words: '已修复' }],
  ]);
const CITY_WORKED: readonly Row[] = [
  ['fails the check', workedByCity, [willow('acceptor'), 'fail_check', why], 'disposing', ['lead 11', 'reply 11']],
  ['forces the closing', workedByCity, [willow('leader'), 'force_close', why], 'closed', []],
  [
    'does not close',
    async () => checked(await workedByCity(), willow('acceptor'), 23, collectors),
    [willow('shift_leader', 2), 'fail_closing', why],
    'disposing',
    ['lead 11', 'reply 11'],
  ],
  [
    'forces the closing while the body of the city works it, through the clerk',
    async () => done(await workedByCity(), [[willow('acceptor'), 'fail_check', why]]),
    [willow('leader'), 'force_close', why],
    'closed',
    [],
  ],
];

async function expectRow([, bring, [who, name, given], state, open]: Row): Promise<void> {
  const one = await bring();
  const { version } = await rowOf(one.caseId);
  await act(who, name, here({ ...one, version }), given);
  await runClerk(database, deps, WILLOW);
  expect((await rowOf(one.caseId)).state).toBe(state);
  expect(await tasksOf(one.caseId)).toEqual(open);
}

describe('an order of the county waits, and the city', () => {
  it.each(CITY_ACTS)('%s', (...row) => expectRow(row));
});

describe('the county holds the case, and the city ends it with', () => {
  it.each(THROUGH_CLERK)('%s', (...row) => expectRow(row));
});

describe('the city ends what it asked for itself:', () => {
  it.each(OWN_TASKS)('%s', (...row) => expectRow(row));
});

describe('an order of the city waits, and the county', () => {
  it.each(COUNTY_ACTS)('%s', (...row) => expectRow(row));
  it.each(CITY_WORKED)('%s', (...row) => expectRow(row));
});

describe('where the city supervises and the county only commands', () => {
  beforeAll(() => setMode(database, 2, 'one-supervision-one-command'));
  afterAll(() => setMode(database, 2, 'one-supervision-two-commands'));

  it.each(CITY_ACTS.filter(([, bring]) => bring !== passedUp && bring.name !== ''))('the city %s', (...row) =>
    expectRow(row),
  );
});

it('what a body of the city works again is commanded by the city as before', async () => {
  const one = await done(await workedByCity(), [
    [willow('acceptor'), 'fail_check', why],
    [power, 'ask_extension', why],
  ]);
  const { version } = await rowOf(one.caseId);
  await expect(act(willow('dispatcher'), 'extend', here({ ...one, version }), why)).rejects.toMatchObject({
    code: 'FLOW-SIDE',
  });
  await done(one, [[city('dispatcher'), 'extend', why]]);
  expect(await rowOf(one.caseId)).toMatchObject({
    ...{ holder_id: 1, holder_unit_id: 11, extension_count: 1, rework_count: 1 },
  });
  await done(one, [[power, 'feed_back', { words: '再次修复' }]]);
  expect(await rowOf(one.caseId)).toMatchObject({ state: 'check_sending', holder_id: 2, holder_unit_id: 20 });
});

describe('an order about a case goes to the desk that has it, or has it worked', () => {
  const orderedOf = async (one: Acted, who: Actor): Promise<string[]> => {
    await done(one, [[who, 'supervise', order]]);
    return (await tasksOf(one.caseId)).filter((task) => task.startsWith('reply'));
  };

  it('the acceptor’s own, while the case is at the city', async () => {
    expect(await orderedOf(await ofCity(), city('leader'))).toEqual(['reply 10']);
    expect(await orderedOf(await done(await ofCity(), [FILING]), city('inspector'))).toEqual(['reply 10']);
    const back = await done(await dispatched(), [[works, 'feed_back', { words: '已清除' }]]);
    expect(await orderedOf(back, city('leader'))).toEqual(['reply 10']);
  });

  it('that of the county, while it is there or at a body of its', async () => {
    expect(await orderedOf(await filed(), city('leader'))).toEqual(['reply 20']);
    expect(await orderedOf(await dispatched(), city('leader'))).toEqual(['reply 20']);
    expect(await orderedOf(await ofCounty(), city('leader'))).toEqual(['reply 20']);
    expect(await orderedOf(await dispatched(), willow('dispatcher'))).toEqual(['reply 21']);
  });

  it('that of the city, while the case is passed up to it or at a body of its', async () => {
    const up = async () => done(await ofCounty(), [...COUNTY_FILES, [willow('dispatcher'), 'pass_up', why]]);
    expect(await orderedOf(await up(), willow('leader'))).toEqual(['reply 10']);
    const worked = await done(await up(), [[city('dispatcher'), 'dispatch', { unitId: 11 }]]);
    expect(await orderedOf(worked, willow('leader'))).toEqual(['reply 10']);
    expect(await orderedOf(worked, city('dispatcher'))).toEqual(['reply 10', 'reply 11']);
  });

  it('and is answered by whoever works at that desk', async () => {
    const one = await done(await ofCity(), [CITY_ORDERS]);
    const task = await taskOf(one.caseId, 10, 'reply');
    await expect(act(parks, 'answer_order', task, { words: 'x' })).rejects.toMatchObject({ code: 'FLOW-TASK-UNKNOWN' });
    await act(city('acceptor'), 'answer_order', task, { words: '今日受理' });
    expect(await tasksOf(one.caseId)).toEqual([]);
  });
});
