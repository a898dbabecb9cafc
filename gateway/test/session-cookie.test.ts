import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBrowser } from '@liangji/infra/browser';
import { SAMPLE_REALM_FILE } from '@liangji/infra/identity-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZHAO_MIN } from './cast.ts';
import { openHouse, type House } from './house.ts';

/** What people type. Behind it stands what ends TLS; the test asks the gateway itself. */
const ORIGIN = 'https://liangji.example';

let folder: string;
let house: House;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'liangji-realm-'));
  const realmFile = join(folder, 'realm.json');
  const realm = readFileSync(SAMPLE_REALM_FILE, 'utf8');
  writeFileSync(realmFile, realm.replace('http://localhost/auth/callback', `${ORIGIN}/auth/callback`));
  house = await openHouse({ LIANGJI_ORIGIN: ORIGIN }, realmFile);
});
afterAll(async () => {
  await house?.close();
  rmSync(folder, { recursive: true });
});

test('on https neither cookie can be sent in clear, read by a script or set by a sub-domain', async () => {
  const browser = makeBrowser({ until: (url) => url.startsWith(ORIGIN) });
  const login = await browser.send(`${house.origin}/auth/login`);
  expect(login.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-liangji_sign_in_[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ]);
  const form = await browser.open(login.headers.get('location')!);
  const resume = await browser.send(form.url, {
    method: 'POST',
    headers: { origin: ORIGIN },
    body: new URLSearchParams({ username: ZHAO_MIN.username, password: 'liangji' }),
  });
  const { url } = await browser.open(resume.headers.get('location')!);
  const callback = await browser.send(url.replace(ORIGIN, house.origin));
  const session = callback.headers.getSetCookie().filter((line) => line.includes('liangji_session'));
  // `Domain` would void the prefix.
  const flags = /^__Host-liangji_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/;
  expect(session).toEqual([expect.stringMatching(flags)]);
});

test('on https every answer makes the browser stay there, refusals and what is no HTTP at all included', async () => {
  for (const path of ['/healthz', '/auth/me', '/nothing', '/%zz', '/realms/liangji/nothing']) {
    const { headers } = await fetch(`${house.origin}${path}`);
    expect(headers.get('strict-transport-security'), path).toBe('max-age=31536000');
  }
});
