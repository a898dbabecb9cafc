import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, standingDeps } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { sql } from 'kysely';
import { actorOf, makeSquad, setMode, settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { uploaded } from '../../../test/lifecycle/uploaded.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { inTwo } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import { actOnCase, type Target } from './act-on-case.ts';
import type { Acted } from './record-attempt.ts';
import type { ActName } from './acts.ts';
import { ACT_COMMANDS, MAKING_COMMANDS } from './commands.ts';
import type { Given } from './given.ts';
import { registerCase, type Registration } from './register-case.ts';

let database: TestDatabase;
const deps = standingDeps(local('2026-10-12 09:00'));
beforeAll(async () => {
  database = await freshDatabase('refused', settleCommands);
});
afterAll(() => database.drop());

const city = (post: string) => actorOf(1, 10, 'centre', post);
const willow = (post: string) => actorOf(2, 20, 'centre', post);
const works = actorOf(2, 21, 'department', 'department');

const register = (more: Partial<Registration> = {}, actor: Actor = willow('acceptor')): Promise<Acted> =>
  inTenant(database, actor.pool, actingOf(actor), (trx) =>
    registerCase(trx, deps, actor, 'register', {
      ...{ tenantId: 2, source: 'patrol', kind: 'event', classId: 1, words: '路口有垃圾', address: '滨江路 1 号' },
      ...more,
    }),
  );
const act = (actor: Actor, name: ActName, on: Acted, given: Given = {}): Promise<Acted> => {
  const target: Target = { tenantId: on.tenantId, caseId: on.caseId, version: on.version! };
  return inTenant(database, actor.pool, actingOf(actor), (trx) => actOnCase(trx, deps, actor, name, target, given));
};
async function worked(): Promise<Acted> {
  let one = await register();
  one = await act(willow('acceptor'), 'accept', one, { classId: 1, ruleId: 1 });
  one = await act(willow('shift_leader'), 'file', one);
  return act(willow('dispatcher'), 'dispatch', one, { unitId: 21 });
}

const CORNERS = [
  [105, 30],
  [106, 30],
  [106, 31],
  [105, 31],
  [105, 30],
];
const SQUARE = { type: 'Polygon', coordinates: [CORNERS] };

/** Code and sentences with which something is refused. */
async function refusal(doing: Promise<unknown>): Promise<readonly [code: string, zh: string, en: string]> {
  const problem = await doing.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(problem instanceof Problem)) throw new Error('it was not refused', { cause: problem });
  const { zh, en } = inTwo(problem, 'Asia/Shanghai');
  return [problem.code, zh, en];
}

it('a suspension until yesterday, or for two years', async () => {
  const one = await worked();
  const sentence = ['FLOW-UNTIL', '期限须在今后一年之内。', 'The date has to lie within a year from now.'];
  const until = (at: string) => refusal(act(works, 'ask_suspension', one, { reason: '雨季', until: at }));
  expect(await until('2026-10-11T09:00:00+08:00')).toEqual(sentence);
  expect(await until('2028-10-12T09:00:00+08:00')).toEqual(sentence);
});

it('a filing condition of another class', async () => {
  const one = await register();
  expect(await refusal(act(willow('acceptor'), 'accept', one, { classId: 1, ruleId: 77 }))).toEqual([
    ...['FLOW-CONDITION', '类别 1 没有立案条件 77。', 'Class 1 has no filing condition 77.'],
  ]);
});

/** Class 2 is a component of the catalogue of willow, class 3 an event of an older one; each with a filing condition. */
async function moreClasses(): Promise<void> {
  const of = { category_code: '02', category_name: '公用设施', class_code: '001', provenance: 'read' };
  const ruled = { category_name: '公用设施', condition: '一般', limit_value: '4', limit_unit: 'working_hour' };
  await asOwner(database, async (trx) => {
    await trx
      .insertInto('lookup.catalogue')
      .values({ id: 'gbt30428', title: 'GB/T 30428.2-2013', in_force_from: '2014-01-01', version: 1 })
      .execute();
    for (const [id, catalogueId, kind, name] of [
      [2, 'gbt47678', 'component', '上水井盖'],
      [3, 'gbt30428', 'event', '积存渣土'],
    ] as const) {
      await trx
        .insertInto('lookup.class')
        .values({ ...of, id, catalogue_id: catalogueId, kind, class_name: name })
        .execute();
      await trx
        .insertInto('lookup.case_rule')
        .values({
          ...{ ...ruled, id, class_id: id, kind, class_name: name, closing_condition: '修复', source: 'made up' },
          responsible_unit_kind: '水务',
        })
        .execute();
    }
  });
}

describe('a class', () => {
  beforeAll(moreClasses);
  const sentences = (id: number) => [
    ...[
      'FLOW-CLASS',
      `本区县所用类别中没有小类 ${id}，或其部件、事件属性与案卷不符：请重新查找类别（接口为 cases.search_classes）。`,
    ],
    `The classes used there have no class ${id}, or it is not of the kind of the case (component, event): ` +
      'look it up with cases.search_classes.',
  ];

  it.each([
    ['that is in no catalogue', { classId: 7 }, 7],
    ['that is an event and not a component', { kind: 'component' }, 1],
    ['that is a component and not an event', { classId: 2 }, 2],
    ['of a catalogue that the county does not use', { classId: 3 }, 3],
  ] as const)('%s, of a new case', async (_, more, id) => {
    expect(await refusal(register(more))).toEqual(sentences(id));
    const photos = await Promise.all(
      (['before', 'after'] as const).map((usage) => uploaded(database, willow('acceptor'), usage, deps.clock.now())),
    );
    const handled = inTenant(database, 'county', actingOf(willow('acceptor')), (trx) =>
      registerCase(trx, deps, willow('acceptor'), 'self_handle', {
        ...{ tenantId: 2, source: 'patrol', kind: 'event', classId: 1, words: '已清', address: '滨江路 1 号', photos },
        ...more,
      }),
    );
    expect(await refusal(handled)).toEqual(sentences(id));
  });

  it.each([
    ['that is in no catalogue', 7],
    ['that is a component, of an event', 2],
    ['of a catalogue that the county does not use', 3],
  ] as const)('%s, when the case is accepted or filed at once', async (_, classId) => {
    const one = await register();
    const given = { classId, ruleId: classId };
    expect(await refusal(act(willow('acceptor'), 'accept', one, given))).toEqual(sentences(classId));
    expect(await refusal(act(willow('shift_leader'), 'file_urgent', one, { ...given, unitId: 21 }))).toEqual(
      sentences(classId),
    );
  });

  it('of its kind and catalogue is taken, also another than before', async () => {
    const one = await register({ kind: 'component', classId: 2 });
    expect((await act(willow('acceptor'), 'accept', one, { classId: 2, ruleId: 2 })).state).toBe('filing');
  });
});

it('half a place', () => {
  const call = { tenantId: 2, source: 'hotline', kind: 'event', classId: 1, words: '有垃圾', address: '滨江路 1 号' };
  for (const command of Object.values(MAKING_COMMANDS)) {
    const takes = (place: object) => command.input.safeParse({ ...call, ...place });
    expect(takes({ longitude: 105.5, latitude: 30.5 }).success).toBe(true);
    expect(takes({}).success).toBe(true);
    for (const half of [{ longitude: 105.5 }, { latitude: 30.5 }]) {
      expect(takes(half).error?.issues.map(({ message }) => message)).toEqual(['report.half-a-place']);
    }
  }
});

it('a body of the city, asked anything by a county that reaches it through the city', async () => {
  const sentences = [
    ...['FLOW-BODY-CITY', expect.stringMatching(/^市级单位须经市级监督指挥中心派遣：请先上交，或另选本区县的单位。/)],
    expect.stringMatching(
      /^Bodies of the city are reached through the city: pass the case up first, or name a body of the county\./,
    ),
  ];
  const far = { unitId: 11, words: '请停电' };
  let one = await register();
  expect(await refusal(act(willow('acceptor'), 'ask_verify', one, { unitId: 12 }))).toEqual(sentences);
  const urgent = { classId: 1, ruleId: 1 };
  expect(await refusal(act(willow('shift_leader'), 'file_urgent', one, { ...urgent, unitId: 11 }))).toEqual(sentences);
  const helped = { unitId: 21, assists: [far] };
  expect(await refusal(act(willow('shift_leader'), 'file_urgent', one, { ...urgent, ...helped }))).toEqual(sentences);
  one = await act(willow('acceptor'), 'accept', one, urgent);
  one = await act(willow('shift_leader'), 'file', one);
  expect(await refusal(act(willow('dispatcher'), 'dispatch', one, { unitId: 11 }))).toEqual(sentences);
  expect(await refusal(act(willow('dispatcher'), 'dispatch', one, helped))).toEqual(sentences);
  one = await act(willow('dispatcher'), 'dispatch', one, { unitId: 21 });
  expect(await refusal(act(willow('dispatcher'), 'ask_assist', one, far))).toEqual(sentences);
  const photos = [await uploaded(database, works, 'after', deps.clock.now())];
  one = await act(works, 'feed_back', one, { words: '已清除', photos });
  expect(await refusal(act(willow('acceptor'), 'ask_check', one, { unitId: 12 }))).toEqual(sentences);
});

it('nothing of that where bodies of the city are at hand', async () => {
  await setMode(database, 2, 'one-supervision-one-command');
  let one = await register({}, city('acceptor'));
  one = await act(city('acceptor'), 'accept', one, { classId: 1, ruleId: 1 });
  one = await act(city('shift_leader'), 'file', one);
  one = await act(willow('dispatcher'), 'dispatch', one, { unitId: 11, assists: [{ unitId: 12, words: '请配合' }] });
  expect(one.state).toBe('disposing');
  await setMode(database, 2, 'one-supervision-two-commands');
});

it('what was handled on the spot, without photographs of before and after', async () => {
  const handled = async (...usages: ('before' | 'after')[]) => {
    const actor = willow('acceptor');
    const photos = await Promise.all(usages.map((usage) => uploaded(database, actor, usage, deps.clock.now())));
    return inTenant(database, actor.pool, actingOf(actor), (trx) =>
      registerCase(trx, deps, actor, 'self_handle', {
        ...{ tenantId: 2, source: 'patrol', kind: 'event', classId: 1, words: '已清', address: '滨江路 1 号', photos },
      }),
    );
  };
  expect(await refusal(handled())).toEqual([
    ...['FLOW-PHOTO', '自行处置登记须附照片（处置前）。', '“Register as self-handled” needs a photograph (before).'],
  ]);
  expect(await refusal(handled('before'))).toEqual([
    ...['FLOW-PHOTO', '自行处置登记须附照片（处置后）。', '“Register as self-handled” needs a photograph (after).'],
  ]);
  expect(await handled('before', 'after')).toMatchObject({ state: 'self_review' });
});

it('a place in another county', async () => {
  await asOwner(database, (trx) =>
    sql`insert into biz.area (tenant_id, city_id, id, level, name, outline, is_schematic)
      values (3, 1, 1, 'county', '苇县', ${JSON.stringify(SQUARE)}, true)`.execute(trx),
  );
  expect(await refusal(register({ longitude: 105.5, latitude: 30.5 }, city('acceptor')))).toEqual([
    ...[
      'FLOW-PLACE',
      '该点位于 苇县，案卷应归该处：请改填区县，或更正该点。',
      'The point lies in 苇县, and so does the case: change the county, or correct the point.',
    ],
  ]);
});

it('a feedback without a photograph of what was done', async () => {
  const one = await worked();
  expect(await refusal(act(works, 'feed_back', one, { words: '已清除', photos: [] }))).toEqual([
    ...['FLOW-PHOTO', '处置反馈须附照片（处置后）。', '“Feed back” needs a photograph (after).'],
  ]);
});

it('a body that has the case and is to help itself', async () => {
  const one = await worked();
  const sentence = [
    'FLOW-ASSIST-LEAD',
    '主责单位不能同时协办。',
    'The body responsible for the case cannot assist itself.',
  ];
  expect(await refusal(act(willow('dispatcher'), 'ask_assist', one, { unitId: 21, words: '请配合' }))).toEqual(
    sentence,
  );
});

it('help for longer than the disposal has', async () => {
  const one = await worked();
  const limit = { value: '5', unit: 'working_hour' } as const;
  expect(await refusal(act(willow('dispatcher'), 'ask_assist', one, { unitId: 22, words: '请配合', limit }))).toEqual([
    ...['FLOW-ASSIST-LATE', '协办时限不能晚于处置时限（2026-10-12 15:00:00）。'],
    'An assistant cannot be given longer than the disposal has (until 2026-10-12 15:00:00).',
  ]);
});

it('a case of a tenant without a centre, and of one without a mode', async () => {
  const reed = { tenantId: 3 };
  await asOwner(database, (trx) =>
    trx
      .updateTable('biz.body')
      .set({ kind: 'department' })
      .where('tenant_id', '=', 3)
      .where('unit_id', '=', 30)
      .execute(),
  );
  expect(await refusal(register(reed, city('acceptor')))).toEqual([
    ...[
      'FLOW-NO-DESK',
      '3 没有监督指挥中心，不能登记案卷。',
      '3 has no supervision and command centre: no case can be registered.',
    ],
  ]);
  await asOwner(database, (trx) => trx.deleteFrom('biz.tenant_mode').where('tenant_id', '=', 3).execute());
  expect(await refusal(register(reed, city('acceptor')))).toEqual([
    ...['FLOW-NO-MODE', '3 尚未设定监督指挥模式，不能登记案卷。'],
    '3 has no mode of supervision and command yet: no case can be registered.',
  ]);
});

it('a task for a squad that is not there any more, and for nobody named', async () => {
  const one = await worked();
  await makeSquad(database, 2, 21, 219);
  await asOwner(database, (trx) =>
    trx.updateTable('biz.unit').set({ to_day: '2026-10-12' }).where('id', '=', 219).execute(),
  );
  const { id: taskId } = await asOwner(database, (trx) =>
    trx
      .selectFrom('biz.assignment')
      .select('id')
      .where('case_id', '=', one.caseId)
      .where('kind', '=', 'lead')
      .executeTakeFirstOrThrow(),
  );
  const inside = (given: Given) =>
    refusal(
      inTenant(database, works.pool, actingOf(works), (trx) =>
        actOnCase(trx, deps, works, 'assign_inside', { tenantId: 2, taskId }, given),
      ),
    );
  const sentence = [
    ...['FLOW-INNER', '请指定本单位的班组或人员，或撤回内部分派。'],
    'Name a squad or a person of your own unit, or take the task back from them.',
  ];
  expect(await inside({ innerUnitId: 219 })).toEqual(sentence);
  expect(await inside({})).toEqual(sentence);
});

it('a finding of a check for a verification, and of a verification for a check', () => {
  const photos = [{ sha256: 'a'.repeat(64), usage: 'verify' }];
  const task = { tenantId: 2, taskId: '00000000-0000-7000-8000-000000000001', photos };
  const takes = (name: 'answer_verify' | 'answer_check', finding: string) =>
    ACT_COMMANDS[name].input.safeParse({ ...task, finding }).success;
  const all = ['exists', 'absent', 'unverifiable', 'passed', 'failed'];
  expect(all.map((finding) => takes('answer_verify', finding))).toEqual([true, true, true, false, false]);
  expect(all.map((finding) => takes('answer_check', finding))).toEqual([false, false, false, true, true]);
});
