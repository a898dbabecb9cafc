import { makeBrowser } from '@liangji/infra/browser';
import { asOwner } from '@liangji/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STRANGER, ZHAO_MIN } from './cast.ts';
import { openHouse, type House } from './house.ts';

// Who signed in, who was refused what: in the audit of the tenant, or where strangers are remembered.

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const audited = () =>
  asOwner(house.database, (trx) =>
    trx.selectFrom('biz.audit').select(['action', 'subject', 'data']).orderBy('at').orderBy('id').execute(),
  );

async function signIn(username: string) {
  const browser = makeBrowser();
  const form = await browser.open(`${house.origin}/auth/login?next=/healthz`);
  const page = await browser.submit(form, { username, password: 'liangji' });
  return { browser, page };
}

test('signing in, being refused and signing out stand in the audit; the same refusal again within a minute does not', async () => {
  const { browser } = await signIn(ZHAO_MIN.username);
  const close = () =>
    browser.send(`${house.origin}/api/v1/period/close`, {
      method: 'POST',
      headers: { origin: house.origin, 'content-type': 'application/json' },
      body: '{"label":"2026-10","typedLabel":"2026-10"}',
    });
  expect((await close()).status).toBe(403);
  expect((await close()).status).toBe(403);
  house.later(61_000);
  expect((await close()).status).toBe(403);
  await browser.send(`${house.origin}/auth/logout`, { method: 'POST', headers: { origin: house.origin } });
  const refused = {
    action: 'request.refused',
    subject: 'POST /api/v1/period/close',
    data: { status: 403 },
  };
  expect(await audited()).toEqual([
    expect.objectContaining({ action: 'session.sign-in', data: expect.objectContaining({ post: 'data_officer' }) }),
    refused,
    refused,
    expect.objectContaining({ action: 'session.sign-out' }),
  ]);
});

test('a stranger whom the provider knows is remembered by his id, without a name', async () => {
  const before = await audited();
  const { page } = await signIn(STRANGER.username);
  expect(page.status).toBe(403);
  const rows = await asOwner(house.database, (trx) => trx.selectFrom('control.refused_sign_in').selectAll().execute());
  expect(rows).toEqual([expect.objectContaining({ issuer: house.issuer, code: 'AUTH-STRANGER' })]);
  expect(JSON.stringify(rows)).not.toContain(STRANGER.username);
  expect(await audited()).toEqual(before);
});
