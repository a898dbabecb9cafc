import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeBrowser } from './browser.ts';
import { startIdentity } from './index.ts';

const home = mkdtempSync(join(tmpdir(), 'liangji-identity-'));
let origin: string;
let issuer: string;
let stop: () => Promise<void>;
let start: () => Promise<void>;
const callback = 'http://localhost:9/auth/callback';

async function restart(): Promise<void> {
  await stop();
  await start();
  await new Promise((resolve) => setTimeout(resolve, 50)); // so that connections kept alive notice their end
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

beforeAll(async () => {
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  issuer = `${origin}/realms/liangji`;
  start = async () => {
    ({ stop } = await startIdentity({ issuer, home, port }));
  };
  await start();
});
afterAll(async () => {
  await stop();
  rmSync(home, { recursive: true });
});

/** JSON of somebody else's making: the tests look into it freely. */
const read = async (answer: Response): Promise<any> => answer.json();
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
const headerOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString());
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

async function token(id: string, secret: string, form: Record<string, string>): Promise<Response> {
  return fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    headers: { authorization: basic(id, secret) },
    body: new URLSearchParams(form),
  });
}

function authorizationRequest(changes: Record<string, string> = {}): { url: string; verifier: string } {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: 'liangji-web',
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: callback,
    state: 'a-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  });
  return { url: `${issuer}/protocol/openid-connect/auth?${query}`, verifier };
}

const browserOfZhaoMin = () => makeBrowser({ until: (url) => url.startsWith('http://localhost:9/') });

async function signIn(browser = browserOfZhaoMin(), username = 'zhaomin') {
  const { url, verifier } = authorizationRequest();
  const form = await browser.open(url);
  const end = await browser.submit(form, { username, password: 'liangji' });
  const code = new URL(end.url).searchParams.get('code') ?? '';
  return { browser, form, end, code, verifier };
}

const exchange = (code: string, verifier: string) =>
  token('liangji-web', 'liangji-web-sample', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: callback,
    code_verifier: verifier,
  });

describe('at Keycloak’s addresses', () => {
  test('a client can discover everything under the issuer, whatever host it pretends to ask', async () => {
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    });
    expect(await answer.json()).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/protocol/openid-connect/auth`,
      token_endpoint: `${issuer}/protocol/openid-connect/token`,
      jwks_uri: `${issuer}/protocol/openid-connect/certs`,
      end_session_endpoint: `${issuer}/protocol/openid-connect/logout`,
      userinfo_endpoint: `${issuer}/protocol/openid-connect/userinfo`,
    });
    expect(await (await fetch(issuer)).json()).toMatchObject({ realm: 'liangji', public_key: expect.any(String) });
    expect((await fetch(`${origin}/realms/other`)).status).toBe(404);
  });

  test('keys survive a restart and only their owner can read them', async () => {
    const certs = async () =>
      read(await fetch(`${issuer}/protocol/openid-connect/certs`, { headers: { connection: 'close' } }));
    const before = await certs();
    await restart();
    expect(await certs()).toEqual(before);
    expect(before.keys[0]).not.toHaveProperty('d');
    expect(statSync(join(home, 'identity', 'keys.json')).mode & 0o777).toBe(0o600);
  });
});

describe('machines', () => {
  test('the uploader of 射洪市 can get a token that looks like Keycloak’s', async () => {
    const answer = await token('shehong-upload', 'shehong-upload-sample', { grant_type: 'client_credentials' });
    expect(answer.status).toBe(200);
    const body = await read(answer);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 300 });
    expect(body).not.toHaveProperty('refresh_token');
    expect(headerOf(body.access_token)).toMatchObject({ alg: 'RS256', typ: 'JWT', kid: expect.any(String) });
    const claims = claimsOf(body.access_token);
    expect(claims).toMatchObject({
      iss: issuer,
      aud: ['liangji-gateway'],
      sub: '51090000-0000-4000-9000-000000000006',
      typ: 'Bearer',
      azp: 'shehong-upload',
      tenant: 'shehong',
      preferred_username: 'service-account-shehong-upload',
      jti: expect.any(String),
    });
    expect(claims.exp - claims.iat).toBe(300);
  });

  test('a machine cannot get a token with a wrong secret, nor choose its tenant, nor use the browser’s way', async () => {
    const wrong = await token('shehong-upload', 'anju-upload-sample', { grant_type: 'client_credentials' });
    expect(wrong.status).toBe(401);
    const chosen = await token('shehong-upload', 'shehong-upload-sample', {
      grant_type: 'client_credentials',
      tenant: 'anju',
    });
    expect(claimsOf((await read(chosen)).access_token).tenant).toBe('shehong');
    const page = await makeBrowser().open(authorizationRequest({ client_id: 'shehong-upload' }).url);
    expect(page.status).toBe(400);
  });

  test('a browser client cannot get a token without a person', async () => {
    const answer = await token('liangji-web', 'liangji-web-sample', { grant_type: 'client_credentials' });
    expect(answer.status).toBe(400);
  });
});

describe('people', () => {
  test('赵敏 can sign in with code and PKCE, ask who she is, refresh once, and sign out', async () => {
    const { browser, form, end, code, verifier } = await signIn();
    expect(form.text).toContain('示例城市的人员');
    // One list for each tenant, and one for whoever belongs to none.
    expect(form.text.match(/<details/g)).toHaveLength(11);
    expect(form.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(new URL(end.url).searchParams.get('state')).toBe('a-state');
    const tokens = await read(await exchange(code, verifier));
    expect(claimsOf(tokens.access_token)).toMatchObject({
      sub: '51090000-0000-4000-8000-000000000008',
      typ: 'Bearer',
      azp: 'liangji-web',
      aud: ['liangji-gateway'],
      tenant: 'shehong',
      preferred_username: 'zhaomin',
      name: '赵敏',
    });
    expect(claimsOf(tokens.id_token)).toMatchObject({ typ: 'ID', aud: 'liangji-web', name: '赵敏', tenant: 'shehong' });

    const who = await fetch(`${issuer}/protocol/openid-connect/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(await who.json()).toMatchObject({ name: '赵敏', tenant: 'shehong' });
    const idTokenAsAccess = await fetch(`${issuer}/protocol/openid-connect/userinfo`, {
      headers: { authorization: `Bearer ${tokens.id_token}` },
    });
    expect(idTokenAsAccess.status).toBe(401);

    const refresh = () =>
      token('liangji-web', 'liangji-web-sample', { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    const refreshed = await read(await refresh());
    expect(claimsOf(refreshed.access_token).sub).toBe('51090000-0000-4000-8000-000000000008');
    expect((await refresh()).status, 'a refresh token serves once').toBe(400);

    const goodbye = new URLSearchParams({
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: 'http://localhost:9/',
    });
    const question = await browser.open(`${issuer}/protocol/openid-connect/logout?${goodbye}`);
    const away = await browser.submit(question, { logout: 'yes' });
    expect(away.url).toBe('http://localhost:9/');
    const again = await browser.open(authorizationRequest().url);
    expect(again.text, 'signed out means asked again').toContain('name="password"');
  });

  test('赵敏 signed in once is not asked a second time, not even after a restart of the provider', async () => {
    const { browser } = await signIn();
    await restart();
    const second = await browser.open(authorizationRequest().url);
    expect(second.url).toMatch(/^http:\/\/localhost:9\/auth\/callback\?code=/);
  });

  test('a click on a name of the sample fills the form', async () => {
    const browser = browserOfZhaoMin();
    const form = await browser.open(authorizationRequest().url);
    const filled = await browser.open(`${form.url}?fill=zhaomin`);
    expect(filled.text).toContain('value="zhaomin"');
    const markup = await browser.open(`${form.url}?fill=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(markup.text).not.toContain('<script>alert');
  });

  test('a code cannot be used twice, nor without the verifier', async () => {
    const first = await signIn();
    expect((await exchange(first.code, 'x'.repeat(43))).status).toBe(400);
    const second = await signIn();
    expect((await exchange(second.code, second.verifier)).status).toBe(200);
    expect((await exchange(second.code, second.verifier)).status).toBe(400);
  });

  test('nobody can sign in with a wrong password, and after five the right one has to wait too', async () => {
    const browser = browserOfZhaoMin();
    let page = await browser.open(authorizationRequest().url);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      page = await browser.submit(page, { username: 'qianwei', password: 'guess' });
      expect(page.status).toBe(401);
      expect(page.text).toContain('用户名或密码不正确');
    }
    page = await browser.submit(page, { username: 'qianwei', password: 'liangji' });
    expect(page.status).toBe(429);
    expect(page.text).toContain('秒后再试');
    const other = await browser.submit(page, { username: 'sunli', password: 'liangji' });
    expect(other.url).toMatch(/code=/);
  });

  test('a machine’s account and an unknown name cannot sign in, and both get the same answer', async () => {
    const browser = browserOfZhaoMin();
    const page = await browser.open(authorizationRequest().url);
    const machine = await browser.submit(page, { username: 'service-account-anju-upload', password: 'liangji' });
    const nobody = await browser.submit(page, { username: 'nobody', password: 'liangji' });
    expect([machine.status, nobody.status]).toEqual([401, 401]);
  });

  test('a stranger’s browser cannot continue somebody else’s sign-in', async () => {
    const form = await browserOfZhaoMin().open(authorizationRequest().url);
    const stolen = await makeBrowser().open(form.url);
    expect(stolen.status).toBe(400);
    expect(stolen.text).toContain('已过期');
  });

  test.each([
    ['another host', { redirect_uri: 'http://evil.example/auth/callback' }],
    ['another path', { redirect_uri: 'http://localhost:9/elsewhere' }],
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['plain PKCE', { code_challenge_method: 'plain' }],
    ['the implicit flow', { response_type: 'token' }],
  ])('the browser cannot ask with %s', async (_what, changes) => {
    const page = await browserOfZhaoMin().open(authorizationRequest(changes).url);
    expect(page.url).not.toMatch(/code=/);
    expect(page.text).not.toContain('name="password"');
  });

  test('nobody is sent to a foreign page after signing out', async () => {
    const { browser, code, verifier } = await signIn();
    const tokens = await read(await exchange(code, verifier));
    const goodbye = new URLSearchParams({
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: 'http://evil.example/',
    });
    const page = await browser.open(`${issuer}/protocol/openid-connect/logout?${goodbye}`);
    expect(page.status).toBe(400);
  });
});

test('the embedded provider cannot run in production and says so in one sentence', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  await expect(startIdentity({ issuer, home })).rejects.toThrow(
    /^内置认证服务仅供试用.* The embedded identity provider is for trying out only.*\(START-PRODUCTION\)$/,
  );
  vi.unstubAllEnvs();
});
