import { QUERIES } from '@liangji/platform';
import { plainJpeg } from '@liangji/platform/testing/pictures';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addClients, type ClientId } from './foreign-house.ts';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

let house: SampleHouse;
beforeAll(async () => {
  house = await openSampleHouse();
  await addClients(house.database, 'http://localhost:7300/realms/liangji');
});
afterAll(() => house.close());

type Body = Record<string, unknown> & { code?: string; caseId: string; version: number };

async function call(client: ClientId, path: string, payload: object) {
  const headers = await house.machine(client, client === 'suining-power' ? 'suining' : 'pengxi');
  const answer = await house.app.inject({ method: 'POST', url: `/api/v1/${path}`, headers, payload });
  return answer.json<Body>();
}

test('a machine client works the cases of its own body, and that of another body of the county sees none of it', async () => {
  const tenantId = await idOfPengxi();
  const { classId, ruleId } = await aRule(tenantId);
  const registered = await call('pengxi-centre', 'cases/register', {
    ...{ tenantId, source: 'patrol', kind: 'event', classId, words: '垃圾', address: '迎宾大道 1 号' },
  });
  expect(registered).toMatchObject({ tenantId, version: 1, state: 'collecting' });
  const { caseId } = registered;
  const on = (version: number) => ({ tenantId, caseId, version });
  expect(await call('pengxi-centre', 'cases/accept', { ...on(1), classId, ruleId })).toMatchObject({ state: 'filing' });
  expect(await call('pengxi-centre', 'cases/file', on(2))).toMatchObject({ state: 'dispatching' });
  // A department’s client is no desk: it neither dispatches nor registers, for whatever body.
  const sanitation = await bodyNamed(tenantId, '环境卫生所');
  expect((await call('pengxi-works', 'cases/dispatch', { ...on(3), unitId: sanitation })).code).toBe(
    'FLOW-CASE-UNKNOWN',
  );
  expect(
    (
      await call('pengxi-works', 'cases/register', {
        ...{ tenantId, source: 'patrol', kind: 'event', classId, words: '垃圾', address: '迎宾大道 1 号' },
      })
    ).code,
  ).toMatch(/^(FLOW-SIDE|FLOW-NO-DESK)$/);
  expect(await call('pengxi-centre', 'cases/dispatch', { ...on(3), unitId: sanitation })).toMatchObject({
    ...{ state: 'disposing', holderUnitId: sanitation, version: 4 },
  });

  const { tasks } = QUERIES.waitingTasksQuery.output.parse(await call('pengxi-sanitation', 'tasks/waiting', {}));
  expect(tasks).toMatchObject([{ caseId, kind: 'lead', state: 'open', caseState: 'disposing', caseVersion: 4 }]);
  expect(await call('pengxi-works', 'tasks/waiting', {})).toEqual({ tasks: [] });
  for (const [path, input] of [
    ['cases/now', { tenantId, caseId }],
    ['cases/actions', { tenantId, caseId }],
    ['cases/take', on(4)],
    ['cases/feed_back', { ...on(4), words: '已清理', photos: [await photoOf('pengxi-works')] }],
  ] as const) {
    expect((await call('pengxi-works', path, input)).code, path).toBe('FLOW-CASE-UNKNOWN');
  }

  expect(
    QUERIES.caseNowQuery.output.parse(await call('pengxi-sanitation', 'cases/now', { tenantId, caseId })),
  ).toMatchObject({ state: 'disposing', version: 4, leadUnitId: sanitation });
  const { offers } = QUERIES.actionsQuery.output.parse(
    await call('pengxi-sanitation', 'cases/actions', { tenantId, caseId }),
  );
  expect(offers.filter(({ refusal }) => refusal === null).map(({ act }) => act)).toContain('take');
  expect(await call('pengxi-sanitation', 'cases/take', on(4))).toMatchObject({ version: 5, state: 'disposing' });
  // A photograph of another body is unknown here; its own is taken.
  const feedBack = async (from: ClientId) =>
    call('pengxi-sanitation', 'cases/feed_back', { ...on(5), words: '已清理', photos: [await photoOf(from)] });
  expect((await feedBack('pengxi-works')).code).toBe('MEDIA-UNKNOWN');
  expect(await feedBack('pengxi-sanitation')).toMatchObject({ state: 'check_sending', version: 6 });
  expect(await call('pengxi-sanitation', 'tasks/waiting', {})).toEqual({ tasks: [] });
});

test('a case without a task lies at the desk that holds it, and its machine alone lists it', async () => {
  const tenantId = await idOfPengxi();
  const { classId } = await aRule(tenantId);
  const registered = await call('pengxi-centre', 'cases/register', {
    ...{ tenantId, source: 'patrol', kind: 'event', classId, words: '电话13812345678', address: '迎宾大道 2 号' },
  });
  const held = async (client: ClientId) =>
    QUERIES.heldCasesQuery.output
      .parse(await call(client, 'cases/held', { states: ['collecting'] }))
      .cases.filter(({ caseId }) => caseId === registered.caseId);
  expect(await held('pengxi-centre')).toMatchObject([
    { tenantId, state: 'collecting', version: 1, description: '电话138****5678', leadUnitId: null },
  ]);
  for (const client of ['pengxi-sanitation', 'pengxi-works', 'suining-power'] as const) {
    expect(await held(client), client).toEqual([]);
  }
});

test('machines of bodies report, read what became of their own reports alone, and settle none', async () => {
  const tenantId = await idOfPengxi();
  const report = { sourceCode: 'sensor', description: '垃圾桶满溢' };
  const ofSanitation = await call('pengxi-sanitation', 'reports/submit', { tenantId, ...report });
  expect(ofSanitation).toMatchObject({ tenantId });
  const inPengxi = { longitude: 105.725, latitude: 30.765 };
  const city = await idOf('suining-power', 'suining');
  const ofPower = await call('suining-power', 'reports/submit', { tenantId: city, ...report, ...inPengxi });
  expect(ofPower).toMatchObject({ tenantId });
  const unplaced = await call('suining-power', 'reports/submit', { tenantId: city, ...report });
  expect(unplaced).toMatchObject({ tenantId: city });
  const own = async (client: ClientId) =>
    QUERIES.ownReportsQuery.output.parse(await call(client, 'reports/own', {})).reports.map(({ reportId }) => reportId);
  expect(await own('pengxi-sanitation')).toEqual([ofSanitation['reportId']]);
  expect(await own('suining-power')).toEqual([unplaced['reportId'], ofPower['reportId']]);
  expect(await own('pengxi-works')).toEqual([]);
  expect((await call('pengxi-sanitation', 'reports/submit', { tenantId: city, ...report })).code).toBe('SYS-NOT-FOUND');
  for (const client of ['pengxi-sanitation', 'pengxi-works', 'suining-power'] as const) {
    const key = { tenantId, reportId: ofSanitation['reportId'] };
    expect((await call(client, 'reports/refuse', { ...key, reason: '不属实' })).code, client).toBe('AUTH-FORBIDDEN');
    expect((await call(client, 'reports/waiting', {})).code, client).toBe('AUTH-FORBIDDEN');
  }
});

test('a machine of a body that is no desk tries the task of another body in vain', async () => {
  const tenantId = await idOfPengxi();
  const { classId, ruleId } = await aRule(tenantId);
  const { caseId } = await call('pengxi-centre', 'cases/register', {
    ...{ tenantId, source: 'patrol', kind: 'event', classId, words: '垃圾', address: '迎宾大道 3 号' },
  });
  const on = (version: number) => ({ tenantId, caseId, version });
  await call('pengxi-centre', 'cases/accept', { ...on(1), classId, ruleId });
  await call('pengxi-centre', 'cases/file', on(2));
  const works = await bodyNamed(tenantId, '市政维护所');
  await call('pengxi-centre', 'cases/dispatch', { ...on(3), unitId: works });
  const { tasks } = QUERIES.waitingTasksQuery.output.parse(await call('pengxi-works', 'tasks/waiting', {}));
  const task = { tenantId, taskId: tasks.find((each) => each.caseId === caseId)!.taskId };
  for (const client of ['pengxi-sanitation', 'suining-power'] as const) {
    expect((await call(client, 'cases/take', on(4))).code, client).toBe('FLOW-CASE-UNKNOWN');
    expect((await call(client, 'cases/acknowledge', task)).code, client).toBe('FLOW-TASK-UNKNOWN');
    expect((await call(client, 'cases/assign_inside', { ...task, innerUnitId: works })).code, client).toBe(
      'FLOW-TASK-UNKNOWN',
    );
  }
});

test('a machine of the city uploads no cases: they belong to counties', async () => {
  const rows = { clientBatchId: 'of the city', rows: [{ 案件号: 'A-1' }] };
  expect((await call('suining-power', 'cases/submit', rows)).code).toBe('FLOW-COUNTY');
});

let colours = 0;
async function photoOf(client: ClientId) {
  const headers = { ...(await house.machine(client, 'pengxi')), 'content-type': 'image/jpeg' };
  const payload = await plainJpeg(`#${String(++colours).padStart(3, '0')}`);
  const answer = await house.app.inject({ method: 'POST', url: '/media', headers, payload });
  return { sha256: answer.json<{ sha256: string }>().sha256, usage: 'after' };
}

const idOfPengxi = () => idOf('pengxi-centre', 'pengxi');

async function idOf(client: ClientId, tenant: string): Promise<number> {
  const me = await house.app.inject({ url: '/auth/me', headers: await house.machine(client, tenant) });
  return me.json<{ tenant: { id: number } }>().tenant.id;
}

async function aRule(tenantId: number): Promise<{ classId: number; ruleId: number }> {
  const { classes } = (await call('pengxi-centre', 'cases/search_classes', {
    tenantId,
    words: '暴露垃圾',
  })) as unknown as {
    classes: { id: number }[];
  };
  const classId = classes[0]!.id;
  const { rules } = (await call('pengxi-centre', 'cases/class_rules', { tenantId, classId })) as unknown as {
    rules: { id: number }[];
  };
  return { classId, ruleId: rules[0]!.id };
}

async function bodyNamed(tenantId: number, words: string): Promise<number> {
  const { bodies } = (await call('pengxi-centre', 'cases/search_bodies', { tenantId, words })) as unknown as {
    bodies: { unitId: number; name: string }[];
  };
  return bodies.find(({ name }) => name.endsWith(words))!.unitId;
}
