import { makeBrowser, type Browser } from '@liangji/infra/browser';
import { notifyMembershipChanged, asOwner } from '@liangji/platform';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { LIN_JING, POST_IDS, ZHAO_MIN, ZHOU_JIE } from './cast.ts';
import { openHouse, type House } from './house.ts';
import { sign } from './tokens.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function signIn(username: string): Promise<Browser> {
  const browser = makeBrowser();
  const form = await browser.open(`${house.origin}/auth/login?next=/healthz`);
  await browser.submit(form, { username, password: 'liangji' });
  return browser;
}

interface Me {
  readonly kind: string | null;
  readonly post: { readonly id: string; readonly body: string } | null;
  readonly chosen: boolean;
  readonly posts: readonly { readonly id: string }[];
  readonly city: { readonly name: string };
  readonly code?: string;
}

const json = { accept: 'application/json' };
const me = async (browser: Browser): Promise<Me> =>
  (await browser.send(`${house.origin}/auth/me`, { headers: json })).json() as Promise<Me>;

/** 200, or the code of the problem with which choosing the post was refused. */
async function choose(browser: Browser, postId: string, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await browser.send(`${house.origin}/auth/post?post=${encodeURIComponent(postId)}&next=/somewhere`, {
    method: 'POST',
    headers: { origin: house.origin, ...json, ...headers },
  });
  return answer.status === 200 ? 200 : ((await answer.json()) as { code: string }).code;
}

/** What the gateway answers where somebody must act: a read that needs no rows. */
async function act(browser: Browser): Promise<string> {
  const url = `${house.origin}/intake/v1/batches/${POST_IDS.zhouJie}?tenantId=4`;
  const answer = await browser.send(url, { headers: json });
  return ((await answer.json()) as { code: string }).code;
}

async function asSuperuser(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const admin = await house.database.superuser();
  try {
    return (await admin.query(text, values)).rows as Record<string, unknown>[];
  } finally {
    await admin.end();
  }
}
const endPost = (postId: string): Promise<unknown> =>
  asSuperuser(`update biz.post set to_at = $1 where id = $2`, [new Date(Date.now() - 1000), postId]);
const choices = (): Promise<Record<string, unknown>[]> =>
  asSuperuser(`select tenant_id, actor, subject, data from biz.audit where action = 'session.choose-post' order by id`);
const announce = (): Promise<void> => asOwner(house.database, notifyMembershipChanged);

describe('a person with several posts', () => {
  test('周洁 acts in the first by default, chooses the other, and is somebody else in every request from then on', async () => {
    const browser = await signIn(ZHOU_JIE.username);
    expect(await me(browser)).toMatchObject({
      kind: 'county',
      chosen: false,
      post: { id: POST_IDS.zhouJie, body: '船山区中心' },
      posts: [{ id: POST_IDS.zhouJie }, { id: POST_IDS.zhouJieInSanitation }],
      city: { name: '遂宁市' },
    });
    expect(await act(browser), 'her county has no such batch').toBe('SYS-NOT-FOUND');

    expect(await choose(browser, POST_IDS.zhouJieInSanitation)).toBe(200);
    expect(await me(browser)).toMatchObject({
      kind: 'unit',
      chosen: true,
      post: { id: POST_IDS.zhouJieInSanitation, body: '船山区环境卫生所' },
    });
    expect(await act(browser), 'her department may not look for it').toBe('AUTH-FORBIDDEN');

    expect(await choose(browser, POST_IDS.zhouJie)).toBe(200);
    expect(await me(browser)).toMatchObject({ kind: 'county', chosen: true });
  });

  test('every choice is written down in the audit of her tenant, without her name', async () => {
    const before = (await choices()).length;
    const browser = await signIn(ZHOU_JIE.username);
    await choose(browser, POST_IDS.zhouJieInSanitation);
    expect((await choices()).slice(before)).toEqual([
      {
        tenant_id: 4,
        actor: ZHOU_JIE.subject,
        subject: POST_IDS.zhouJieInSanitation,
        data: { post: 'department', unit: '船山区环境卫生所', bodyId: 40 },
      },
    ]);
  });

  test('a choice holds in its own browser only', async () => {
    const [office, phone] = [await signIn(ZHOU_JIE.username), await signIn(ZHOU_JIE.username)];
    await choose(office, POST_IDS.zhouJieInSanitation);
    expect((await me(phone)).kind).toBe('county');
    expect((await me(office)).kind).toBe('unit');
  });

  test('a form post is led on to a page of ours and to no other', async () => {
    const browser = await signIn(ZHOU_JIE.username);
    const lead = async (next: string) => {
      const url = `${house.origin}/auth/post?post=${POST_IDS.zhouJie}&next=${encodeURIComponent(next)}`;
      const answer = await browser.send(url, { method: 'POST', headers: { origin: house.origin } });
      return [answer.status, answer.headers.get('location')];
    };
    expect(await lead('/county')).toEqual([303, '/county']);
    expect(await lead('https://evil.example/')).toEqual([303, '/']);
  });

  test('a bearer token names the post with every request, and acts in the first without', async () => {
    const ask = async (headers: Record<string, string>) => {
      const token = await sign(
        { issuer: house.issuer, key: house.keys.signing[0]! },
        {
          sub: ZHOU_JIE.subject,
          tenant: ZHOU_JIE.tenant,
        },
      );
      const answer = await fetch(`${house.origin}/auth/me`, {
        headers: { authorization: `Bearer ${token}`, ...headers },
      });
      return (await answer.json()) as Me;
    };
    expect(await ask({})).toMatchObject({ kind: 'county', chosen: false });
    expect(await ask({ 'x-acting-post': POST_IDS.zhouJieInSanitation })).toMatchObject({ kind: 'unit', chosen: true });
    expect(await ask({ 'x-acting-post': POST_IDS.linJing })).toMatchObject({ kind: null, post: null });
    expect(await ask({ 'x-acting-post': 'the first' })).toMatchObject({ code: 'AUTH-POST' });
  });
});

describe('the wrong person', () => {
  test.each([
    ['a post of somebody else in another tenant', POST_IDS.zhaoMin],
    ['a post of the city', POST_IDS.linJing],
    ['a post that does not exist', '00000000-0000-7000-8000-000000000999'],
    ['something that is no post', "' or true --"],
    ['nothing', ''],
  ])('cannot choose %s', async (_what, postId) => {
    const before = await choices();
    const browser = await signIn(ZHOU_JIE.username);
    expect(await choose(browser, postId)).toBe('AUTH-POST');
    expect(await me(browser)).toMatchObject({ kind: 'county', chosen: false, post: { id: POST_IDS.zhouJie } });
    expect(await choices()).toEqual(before);
  });

  test('赵敏 cannot choose the post of 周洁', async () => {
    const browser = await signIn(ZHAO_MIN.username);
    expect(await choose(browser, POST_IDS.zhouJieInSanitation)).toBe('AUTH-POST');
  });

  test('nobody can choose without a session, and no foreign page can choose with hers', async () => {
    const browser = await signIn(ZHOU_JIE.username);
    for (const origin of ['https://evil.example', 'null', '']) {
      expect(await choose(browser, POST_IDS.zhouJieInSanitation, { origin })).toBe('AUTH-ORIGIN');
    }
    expect(await choose(makeBrowser(), POST_IDS.zhouJieInSanitation)).toBe('AUTH-MISSING');
    expect((await me(browser)).kind).toBe('county');
  });

  test('a link cannot choose: GET changes nothing', async () => {
    const browser = await signIn(ZHOU_JIE.username);
    const url = `${house.origin}/auth/post?post=${POST_IDS.zhouJieInSanitation}`;
    expect((await browser.send(url)).status).toBe(404);
    expect((await me(browser)).kind).toBe('county');
  });

  test('a bearer token cannot change the session whose cookie comes along', async () => {
    const browser = await signIn(ZHOU_JIE.username);
    const token = await sign(
      { issuer: house.issuer, key: house.keys.signing[0]! },
      { sub: LIN_JING.subject, tenant: 'suining' },
    );
    expect(await choose(browser, POST_IDS.linJing, { authorization: `Bearer ${token}` })).toBe('AUTH-MISSING');
    expect((await me(browser)).kind).toBe('county');
  });
});

describe('a post that has ended', () => {
  // The clock of the house stands still: what is remembered is never asked for anew because time went by.
  afterEach(async () => {
    await asSuperuser('update biz.post set to_at = null');
    await announce();
  });

  test('cannot be used from the announcement on; without one it is still remembered', async () => {
    const browser = await signIn(ZHOU_JIE.username);
    await choose(browser, POST_IDS.zhouJieInSanitation);
    expect((await me(browser)).kind).toBe('unit');
    await endPost(POST_IDS.zhouJieInSanitation);
    expect((await me(browser)).kind, 'nobody informed the gateway').toBe('unit');
    await announce();
    await expect.poll(() => act(browser)).toBe('AUTH-POST');
    expect(await me(browser), 'she is asked to choose again, and never made somebody else in silence').toMatchObject({
      kind: null,
      post: null,
      posts: [{ id: POST_IDS.zhouJie }],
    });
    expect(await choose(browser, POST_IDS.zhouJieInSanitation)).toBe('AUTH-POST');
    expect(await choose(browser, POST_IDS.zhouJie)).toBe(200);
    expect((await me(browser)).kind).toBe('county');
  });

  test('shuts out whoever held no other', async () => {
    const browser = await signIn(ZHAO_MIN.username);
    expect((await me(browser)).kind).toBe('county');
    await endPost(POST_IDS.zhaoMin);
    await announce();
    await expect.poll(async () => (await me(browser)).code).toBe('AUTH-STRANGER');
  });

  test('is noticed after the connection that listens was lost: whatever was missed is asked for anew', async () => {
    const browser = await signIn(ZHAO_MIN.username);
    expect((await me(browser)).kind).toBe('county');
    await endPost(POST_IDS.zhaoMin);
    const cut = await asSuperuser(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'liangji membership' and datname = current_database()`,
    );
    expect(cut).toHaveLength(1);
    await expect.poll(async () => (await me(browser)).code, { timeout: 10_000 }).toBe('AUTH-STRANGER');
  });
});
