import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeBrowser, type Browser } from '@liangji/infra/browser';
import { LIN_JING, STRANGER, ZHAO_MIN } from './cast.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The address a browser comes back to: a test that stops there opens it itself and reads the answer. */
const isCallback = (url: string): boolean => url.includes('/auth/callback');

async function signIn(username: string, browser: Browser = makeBrowser(), next = '/healthz?a=b') {
  const form = await browser.open(`${house.origin}/auth/login?next=${encodeURIComponent(next)}`);
  const page = await browser.submit(form, { username, password: 'liangji' });
  return { browser, page };
}

const me = async (browser: Browser): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await browser.send(`${house.origin}/auth/me`, { headers: { accept: 'application/json' } });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

const sessionCookie = (browser: Browser): string =>
  [...browser.cookies(house.origin)].find(([name]) => name.startsWith('liangji_session_'))?.[1] ?? '';

interface StoredSession {
  readonly id_hash: string;
  readonly tokens: string;
  readonly access_expires_at: Date;
  readonly absolute_expires_at: Date;
}

const sessions = async (): Promise<StoredSession[]> => {
  const answer = await house.database.pool('identity').query<StoredSession>('select * from control.session');
  return answer.rows;
};

const storedSession = async (browser: Browser): Promise<StoredSession | undefined> => {
  const hash = createHash('sha256').update(sessionCookie(browser)).digest('hex');
  return (await sessions()).find((row) => row.id_hash === hash);
};

const post = (browser: Browser, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  browser.send(`${house.origin}${path}`, { method: 'POST', headers });

describe('signing in', () => {
  test('赵敏 can sign in by browser and gets back to the page she asked for', async () => {
    const { browser, page } = await signIn(ZHAO_MIN.username);
    expect(page.url).toBe(`${house.origin}/healthz?a=b`);
    expect((await me(browser)).body).toMatchObject({ kind: 'county', name: '赵敏', tenant: { slug: 'shehong' } });
    expect((await me(await signIn(LIN_JING.username).then((it) => it.browser))).body).toMatchObject({ kind: 'city' });
    expect((await me(browser)).body, 'two people at once stay themselves').toMatchObject({ name: '赵敏' });
  });

  test('neither of its cookies can be read by a script or sent along by a foreign page', async () => {
    const login = await fetch(`${house.origin}/auth/login`, { redirect: 'manual' });
    expect(login.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^liangji_sign_in_[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const { browser, page } = await signIn(ZHAO_MIN.username, makeBrowser({ until: isCallback }));
    const answer = await browser.send(page.url);
    const session = answer.headers.getSetCookie().filter((line) => line.startsWith('liangji_session_'));
    const port = new URL(house.origin).port;
    // No lifetime: the browser forgets it when it closes. The name carries the port, because cookies do not.
    const flags = new RegExp(`^liangji_session_${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Lax$`);
    expect(session).toEqual([expect.stringMatching(flags)]);
  });

  test('the database cannot be used to make a cookie', async () => {
    const { browser } = await signIn(ZHAO_MIN.username);
    const id = sessionCookie(browser);
    expect(id).toMatch(/^[\w-]{43}$/);
    const stored = JSON.stringify(await sessions());
    expect(stored).not.toContain(id);
    expect(stored, 'tokens are sealed').not.toMatch(/eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/); // sealed bytes may spell eyJ by chance
  });

  test('a session known before signing in cannot be used after it', async () => {
    const { browser } = await signIn(ZHAO_MIN.username);
    const before = sessionCookie(browser);
    await browser.open(`${house.origin}/auth/login?next=/healthz`);
    expect(sessionCookie(browser)).not.toBe(before);
    const name = `liangji_session_${new URL(house.origin).port}`;
    const old = await fetch(`${house.origin}/auth/me`, { headers: { cookie: `${name}=${before}` } });
    expect(old.status).toBe(401);
  });

  test('somebody without a post cannot get a session and reads why, with a way to change the account', async () => {
    const { browser, page } = await signIn(STRANGER.username);
    expect(page.status).toBe(403);
    expect(page.text).toContain('AUTH-STRANGER');
    expect(page.text).toContain('/auth/login?prompt=login');
    expect(sessionCookie(browser)).toBe('');
    const again = await browser.open(`${house.origin}/auth/login?prompt=login&next=/healthz`);
    const farewell = await browser.submit(again, { username: ZHAO_MIN.username, password: 'liangji' });
    await browser.submit(farewell); // the provider ends the stranger's session first; in a browser this sends itself
    expect((await me(browser)).body).toMatchObject({ name: '赵敏' });
  });

  test('somebody without a post can sign out at the provider from the page that turns him away', async () => {
    const { browser, page } = await signIn(STRANGER.username);
    const signOut = /href="([^"]+)">退出/.exec(page.text)?.[1]?.replaceAll('&#38;', '&') ?? '';
    const question = await browser.open(signOut);
    await browser.submit(question, { logout: 'yes' });
    expect((await browser.open(`${house.origin}/auth/login`)).text).toContain('name="password"');
  });

  test('an answer that belongs to no sign-in of this browser cannot open a session', async () => {
    const attacker = makeBrowser({ until: isCallback });
    const { page } = await signIn(LIN_JING.username, attacker);
    const victim = makeBrowser();
    const forced = await victim.open(page.url);
    expect(forced.status).toBe(400);
    expect(forced.text).toContain('登录未完成');
    expect(sessionCookie(victim)).toBe('');
    const invented = await victim.open(`${house.origin}/auth/callback?error=<b>x</b>&state=<script>`);
    expect(invented.text).not.toMatch(/<b>x|<script>/);
  });

  test('two tabs can sign in side by side', async () => {
    const browser = makeBrowser();
    const first = await browser.open(`${house.origin}/auth/login?next=/healthz`);
    const second = await browser.open(`${house.origin}/auth/login?next=/healthz`);
    expect((await browser.submit(second, { username: 'zhaomin', password: 'liangji' })).status).toBe(200);
    expect((await browser.submit(first, { username: 'zhaomin', password: 'liangji' })).status).toBe(200);
  });
});

describe('staying signed in', () => {
  test('the access token is renewed near its end, once, however many requests come at once', async () => {
    const { browser } = await signIn(ZHAO_MIN.username);
    house.later(4.6 * MINUTE);
    const answers = await Promise.all(Array.from({ length: 8 }, () => me(browser)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    // A refresh token serves once: had two requests used it, the provider would have ended the session by now.
    house.later(4.6 * MINUTE);
    expect((await me(browser)).status).toBe(200);
  });

  test('a session cannot be used after half an hour without a request', async () => {
    const { browser } = await signIn(ZHAO_MIN.username);
    house.later(29 * MINUTE);
    expect((await me(browser)).status).toBe(200);
    house.later(30 * MINUTE);
    expect((await me(browser)).status).toBe(401);
    expect(await storedSession(browser), 'ended means gone').toBeUndefined();
  });

  test('a session cannot be used after ten hours, however busy, and no renewal prolongs it', async () => {
    const { browser } = await signIn(ZHAO_MIN.username);
    const began = Date.now();
    const before = (await storedSession(browser))!;
    expect(before.absolute_expires_at.getTime() - began).toBe(10 * HOUR);
    for (let minute = 25; minute < 600; minute += 25) {
      house.later(25 * MINUTE);
      expect((await me(browser)).status, `after ${minute} minutes`).toBe(200);
    }
    house.later(24 * MINUTE); // a last renewal: from here on only the ten hours are in the way
    expect((await me(browser)).status).toBe(200);
    const renewed = (await storedSession(browser))!;
    expect(renewed.access_expires_at.getTime()).toBeGreaterThan(began + 10 * HOUR);
    expect(renewed.absolute_expires_at).toEqual(before.absolute_expires_at);
    house.later(MINUTE - 1);
    expect((await me(browser)).status).toBe(200);
    house.later(1);
    expect((await me(browser)).status).toBe(401);
    expect(await storedSession(browser)).toBeUndefined();
  });

  test('a short outage of the provider cannot sign anybody out while the token lasts', async () => {
    const { browser } = await signIn(ZHAO_MIN.username);
    await house.identity.stop();
    house.later(4.6 * MINUTE);
    expect((await me(browser)).status).toBe(200);
    house.later(2 * MINUTE);
    expect((await me(browser)).body).toMatchObject({ code: 'SYS-UNAVAILABLE' });
    await house.identity.start();
    expect((await me(browser)).body, 'left alone for ten seconds').toMatchObject({ code: 'SYS-UNAVAILABLE' });
    house.later(10_000);
    // This provider forgot the session with its memory: the refresh is refused, so ours ends too.
    expect((await me(browser)).body).toMatchObject({ code: 'AUTH-MISSING' });
  });

  test('a row sealed under another key cannot be opened and goes', async () => {
    const { browser } = await signIn(ZHAO_MIN.username);
    const admin = await house.database.superuser();
    await admin.query(`update control.session set tokens = 'AAAA' || tokens where subject = $1`, [ZHAO_MIN.subject]);
    await admin.end();
    expect((await me(browser)).status).toBe(401);
  });
});

describe('signing out', () => {
  test('赵敏 can sign out here and at the provider, and is asked for her password again', async () => {
    const { browser } = await signIn(ZHAO_MIN.username);
    const answer = await post(browser, '/auth/logout', { origin: house.origin, accept: 'application/json' });
    expect(answer.status).toBe(200);
    const { location } = (await answer.json()) as { location: string };
    expect(location).toContain('/protocol/openid-connect/logout?');
    expect((await me(browser)).status).toBe(401);
    const question = await browser.open(location);
    const home = await browser.submit(question, { logout: 'yes' });
    expect(home.url).toBe(`${house.origin}/`);
    expect((await browser.open(`${house.origin}/auth/login`)).text).toContain('name="password"');
  });

  test('a plain form leads on to the provider, and signing out twice does no harm', async () => {
    const { browser } = await signIn(ZHAO_MIN.username);
    const first = await post(browser, '/auth/logout', { origin: house.origin });
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toContain('/protocol/openid-connect/logout?');
    const second = await post(browser, '/auth/logout', { origin: house.origin });
    expect(second.headers.get('location')).toBe('/');
  });

  test('signing out everywhere ends her other browsers and nobody else’s', async () => {
    const [office, phone, other] = [
      (await signIn(ZHAO_MIN.username)).browser,
      (await signIn(ZHAO_MIN.username)).browser,
      (await signIn(LIN_JING.username)).browser,
    ];
    await post(office, '/auth/logout?everywhere=1', { origin: house.origin });
    expect([(await me(office)).status, (await me(phone)).status, (await me(other)).status]).toEqual([401, 401, 200]);
    // The provider still knows the phone. Whoever found it must not get in without the password.
    const found = await phone.open(`${house.origin}/auth/login?next=/healthz`);
    expect(found.text).toContain('name="password"');
    house.later(1_100); // the provider's moments are whole seconds
    expect((await phone.submit(found, { username: ZHAO_MIN.username, password: 'liangji' })).status).toBe(200);
    expect((await me(phone)).status).toBe(200);
    // And once only: the next sign-in there is remembered again.
    expect((await phone.open(`${house.origin}/auth/login?next=/healthz`)).url).toBe(`${house.origin}/healthz`);
  });
});

test('a sign-in that took too long is not finished, however long the browser kept its cookie', async () => {
  const { browser, page } = await signIn(ZHAO_MIN.username, makeBrowser({ until: isCallback }));
  house.later(10 * MINUTE + 1);
  const answer = await browser.send(page.url);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('用时过长，或是在另一浏览器中开始的');
  expect(sessionCookie(browser)).toBe('');
});

describe('a foreign page', () => {
  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://localhost:1' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['no origin at all', {}],
  ] as [string, Record<string, string>][])('cannot act with her cookie from %s', async (_what, headers) => {
    const { browser } = await signIn(ZHAO_MIN.username);
    for (const path of ['/auth/logout', '/graphql', '/trpc/anything', '/intake/batches', '/some/page']) {
      const answer = await post(browser, path, headers);
      expect(answer.status, path).toBe(403);
      const problem = { code: 'AUTH-ORIGIN' };
      // The same problem in the shape of its interface.
      expect(await answer.json()).toMatchObject(path === '/graphql' ? { errors: [{ extensions: problem }] } : problem);
    }
    expect((await me(browser)).status).toBe(200);
  });
});
