import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeBrowser, type Browser, type Page } from '@liangji/infra/browser';
import { LIN_JING, STRANGER, ZHAO_MIN } from '../cast.ts';
import { signInAtKeycloak } from '../minted-tokens.ts';
import { openKeycloakHouse, type KeycloakHouse } from './house.ts';

/** Signing in and out through the pages of a real Keycloak. Registers the tests. */
export function signInStories(issuer: () => string): void {
  describe('signing in at a real Keycloak', () => {
    let house: KeycloakHouse;
    beforeAll(async () => {
      house = await openKeycloakHouse(issuer());
    });
    afterAll(() => house?.close());

    async function signIn(username: string): Promise<{ browser: Browser; page: Page }> {
      const browser = makeBrowser();
      const form = await browser.open(`${house.origin}/auth/login?next=${encodeURIComponent('/healthz?a=b')}`);
      return { browser, page: await signInAtKeycloak(browser, form, username) };
    }
    const me = async (browser: Browser): Promise<{ status: number; body: unknown }> => {
      const answer = await browser.send(`${house.origin}/auth/me`, { headers: { accept: 'application/json' } });
      return { status: answer.status, body: await answer.json() };
    };
    const asksWhoItIs = (page: Page): boolean => page.url.startsWith(issuer()) && page.text.includes('kc-form-login');

    test('赵敏 can sign in with code and PKCE and gets back to the page she asked for', async () => {
      const { browser, page } = await signIn(ZHAO_MIN.username);
      expect(page.url).toBe(`${house.origin}/healthz?a=b`);
      expect((await me(browser)).body).toMatchObject({ kind: 'county', name: '赵敏', tenant: { slug: 'shehong' } });
    });

    test('the sign-in page is Chinese first', async () => {
      const page = await makeBrowser().open(`${house.origin}/auth/login`);
      expect(page.text).toMatch(/<html[^>]* lang="zh-CN"/);
      expect(page.text).toContain('登录到 两级 Liangji');
    });

    test('赵敏 can sign out here and at Keycloak, and is asked who she is again', async () => {
      const { browser } = await signIn(ZHAO_MIN.username);
      const answer = await browser.send(`${house.origin}/auth/logout`, {
        method: 'POST',
        headers: { origin: house.origin },
      });
      const farewell = answer.headers.get('location') ?? '';
      expect(farewell).toMatch(/\/protocol\/openid-connect\/logout\?/);
      expect((await me(browser)).status).toBe(401);
      // Without a web app `/` sends on to the next sign-in: Keycloak must have let her go without a question.
      const gone = makeStopAt(browser, `${house.origin}/`);
      expect(await gone(farewell)).toBe(`${house.origin}/`);
      expect(asksWhoItIs(await browser.open(`${house.origin}/auth/login`))).toBe(true);
    });

    test('she is not sent to a foreign page after signing out', async () => {
      const { browser } = await signIn(ZHAO_MIN.username);
      const query = new URLSearchParams({
        client_id: 'liangji-web',
        post_logout_redirect_uri: 'http://evil.example/',
      });
      const page = await browser.open(`${issuer()}/protocol/openid-connect/logout?${query}`);
      expect(page.status).toBe(400);
    });

    test('the access token is renewed near its end, once, however many requests come at once', async () => {
      const { browser } = await signIn(ZHAO_MIN.username);
      for (let round = 0; round < 2; round += 1) {
        house.later(4.6 * 60_000);
        // A refresh token serves once: were it used twice, Keycloak would end the session.
        const answers = await Promise.all(Array.from({ length: 8 }, () => me(browser)));
        expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
        house.later(-4.6 * 60_000);
      }
    });

    test('somebody without a post gets no session, and can come back as somebody else', async () => {
      const { browser, page } = await signIn(STRANGER.username);
      expect(page.status).toBe(403);
      expect(page.text).toContain('AUTH-STRANGER');
      const asked = await browser.open(`${house.origin}/auth/login?prompt=login&next=/healthz`);
      const restart = /location\.href='([^']+)'/.exec(asked.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const fresh = await browser.open(new URL(restart, issuer()).href);
      await signInAtKeycloak(browser, fresh, LIN_JING.username);
      expect((await me(browser)).body).toMatchObject({ kind: 'city', name: '林静' });
    });

    test.each([
      ['another host', { redirect_uri: 'http://evil.example/auth/callback' }],
      ['another path', { redirect_uri: 'http://localhost:9/elsewhere' }],
      ['no PKCE', { code_challenge: '', code_challenge_method: '' }],
      ['plain PKCE', { code_challenge_method: 'plain' }],
      ['the implicit flow', { response_type: 'token' }],
    ])('the browser cannot ask with %s', async (_what, changes) => {
      const login = await fetch(`${house.origin}/auth/login`, { redirect: 'manual' });
      const url = new URL(login.headers.get('location') ?? '');
      for (const [name, value] of Object.entries(changes)) {
        if (value === '') url.searchParams.delete(name);
        else url.searchParams.set(name, value);
      }
      const page = await makeBrowser({ until: (next) => next.includes('/auth/callback') }).open(url.href);
      expect(page.url).not.toMatch(/[?&]code=/);
      expect(asksWhoItIs(page)).toBe(false);
    });
  });
}

/** Follows redirects until one leads to `end`, and returns the address it stopped before. */
function makeStopAt(browser: Browser, end: string): (url: string) => Promise<string> {
  return async (start) => {
    let url = start;
    for (let hop = 0; hop < 5 && url !== end; hop += 1) {
      const answer = await browser.send(url);
      url = new URL(answer.headers.get('location') ?? '', url).href;
    }
    return url;
  };
}
