import { makeBrowser } from '@liangji/infra/browser';
import { asOwner } from '@liangji/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenAt } from '../event-stream.ts';
import { openCity, type City } from './open-city.ts';
import { filed, peopleOf, type People } from './walk-case.ts';

let city: City;
let people: People;
beforeAll(async () => {
  city = await openCity('2026-10-12 09:00');
  people = peopleOf(city);
}, 120_000);
afterAll(() => city.close());

const POST = { unit: 'centre', post: 'dispatcher' as const };
/** Brings 谢春梅, the dispatcher of 蓬溪, to these posts. */
const seat = (posts: object[]): Promise<void> =>
  city.apply('pengxi', (manifest) => {
    manifest.people.find(({ username }) => username === 'xiechunmei')!.posts = posts as never;
  });
const ENDED = { ...POST, from: '2026-01-01', to: '2026-10-12' };

async function signIn() {
  const { origin } = city.house;
  const browser = makeBrowser();
  const form = await browser.open(`${origin}/auth/login?next=/healthz`);
  await browser.submit(form, { username: 'xiechunmei', password: 'liangji' });
  const cookie = [...browser.cookies(origin)].map(([name, value]) => `${name}=${value}`).join('; ');
  const send = async (path: string, body?: object) => {
    const headers = { origin, 'content-type': 'application/json', accept: 'application/json' };
    const answer = await browser.send(`${origin}${path}`, {
      headers,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, never> };
  };
  /** The problem of somebody whose command is refused; undefined where it is done. */
  const command = async (name: string, input: object) => {
    const { status, body } = await send(`/trpc/${name}`, input);
    const { error } = body as { error?: { data: { problem: { code: string; title_zh: string } } } };
    return { status, code: error?.data.problem.code, zh: error?.data.problem.title_zh };
  };
  return { cookie, send, command };
}

test('a post taken away a minute ago ends its session’s acts at once, keeps the drafts, and says what happened', async () => {
  const walk = await filed(city, people);
  const act = {
    tenantId: walk.tenantId,
    caseId: walk.caseId,
    version: walk.version,
    unitId: city.unit('pengxi', 'sanitation'),
  };
  const session = await signIn();
  const draft = { about: walk.caseId, act: 'dispatch', tenantId: walk.tenantId, text: { words: '请环卫所先到现场' } };
  expect((await session.command('drafts.put', draft)).status).toBe(200);
  const ear = await listenAt(`${city.house.origin}/events`, { cookie: session.cookie });

  await seat([ENDED]);
  const since = performance.now();
  await expect.poll(async () => (await session.send('/auth/me')).status, { timeout: 5_000, interval: 50 }).toBe(403);
  const refused = await session.command('cases.dispatch', act);
  console.log(`refused ${Math.round(performance.now() - since)} ms after the post was taken away`);
  expect(refused).toEqual({
    ...{ status: 403, code: 'AUTH-STRANGER' },
    zh: '该账号在本平台没有有效岗位，请联系本单位管理员；运维人员不登录网页，请使用命令 npx liangji。',
  });
  expect((await ear.until(({ event }) => event === 'bye')).data).toEqual({ reason: 'revoked', retry: false });
  expect((await session.command('drafts.put', { ...draft, text: { words: '改' } })).code).toBe('AUTH-STRANGER');
  const now = await people.acceptor.question('cases.actions', { tenantId: walk.tenantId, caseId: walk.caseId });
  expect(now, 'nothing was done').toMatchObject({ state: 'dispatching', version: walk.version });

  // Who gets a post again finds what was typed; nobody else does.
  await seat([ENDED, { ...POST, from: '2026-10-12' }]);
  await expect.poll(async () => (await session.send('/auth/me')).status, { timeout: 5_000, interval: 50 }).toBe(200);
  const drafts = await people.dispatcher.question<{ drafts: { text: object }[] }>('drafts.list', {
    about: walk.caseId,
  });
  expect(JSON.stringify(drafts)).toContain('请环卫所先到现场');
  expect(JSON.stringify(await people.acceptor.question('drafts.list', { about: walk.caseId }))).not.toContain('环卫所');
  expect((await session.command('cases.dispatch', act)).code).toBeUndefined();
});

test('whoever keeps another post is asked to choose it, and cannot do in it what the other post could', async () => {
  await seat([ENDED, { ...POST, from: '2026-10-12' }, { unit: 'works', post: 'department', from: '2026-03-01' }]);
  const walk = await filed(city, people);
  const act = {
    tenantId: walk.tenantId,
    caseId: walk.caseId,
    version: walk.version,
    unitId: city.unit('pengxi', 'sanitation'),
  };
  const posts = await asOwner(city.house.database, (trx) =>
    trx
      .selectFrom('biz.post')
      .select(['id', 'post', 'unit_id', 'to_at'])
      .where('tenant_id', '=', walk.tenantId)
      .execute(),
  );
  const idOf = (unit: string): string =>
    posts.find(({ unit_id, to_at, post }) => {
      const isDispatcher = post === 'dispatcher' && to_at === null;
      return unit === 'centre' ? isDispatcher : post === 'department' && unit_id === city.unit('pengxi', unit);
    })!.id;
  const session = await signIn();
  await expect
    .poll(async () => (await session.send(`/auth/post?post=${idOf('centre')}`, {})).status, { timeout: 5_000 })
    .toBe(200);
  expect((await session.send('/auth/me')).body).toMatchObject({ post: { post: 'dispatcher' } });

  await seat([
    ENDED,
    { ...POST, from: '2026-10-12', to: '2026-10-12' },
    { unit: 'works', post: 'department', from: '2026-03-01' },
  ]);
  await expect
    .poll(async () => (await session.command('cases.dispatch', act)).code, { timeout: 5_000, interval: 50 })
    .toBe('AUTH-POST');
  expect((await session.command('cases.dispatch', act)).zh).toBe('该岗位不是您现任的岗位，请重新选择。');
  expect((await session.send(`/auth/post?post=${idOf('centre')}`, {})).status, 'nor choose it again').toBe(403);
});
