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
  const headers = await house.machine(client, 'pengxi');
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

let colours = 0;
async function photoOf(client: ClientId) {
  const headers = { ...(await house.machine(client, 'pengxi')), 'content-type': 'image/jpeg' };
  const payload = await plainJpeg(`#${String(++colours).padStart(3, '0')}`);
  const answer = await house.app.inject({ method: 'POST', url: '/media', headers, payload });
  return { sha256: answer.json<{ sha256: string }>().sha256, usage: 'after' };
}

async function idOfPengxi(): Promise<number> {
  const me = await house.app.inject({ url: '/auth/me', headers: await house.machine('pengxi-centre', 'pengxi') });
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
