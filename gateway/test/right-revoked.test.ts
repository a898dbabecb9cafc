import { applyTenant, asOwner, notifyMembershipChanged, sampleCity, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

/**
 * A right that ends, ends by announcement: within these tests the clock of the gateway stands still, so what it remembers of
 * somebody never grows old, and nothing but the announcement can make it ask anew.
 */
let house: SampleHouse;
beforeAll(async () => {
  house = await openSampleHouse();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterAll(async () => {
  vi.useRealTimers();
  await house?.close();
});

type Headers = { authorization: string };
/** 赵玲 dispatches in 大英县; she has no other post. */
const dispatcher = (): Promise<Headers> => house.person('zhaoling');
const upload = (): Promise<Headers> => house.machine('daying-upload');

const NO_CASE = '00000000-0000-7000-8000-000000000999';
/** Why a command is refused: for whoever may send it, because there is no such case. */
async function command(headers: Headers): Promise<string> {
  const payload = { tenantId: 1, caseId: NO_CASE, version: 1, reason: '位置不清' };
  const answer = await house.app.inject({ method: 'POST', url: '/api/v1/cases/return_case', headers, payload });
  return answer.json<{ code: string }>().code;
}
/** 200, or why a machine may not read its mapping. */
async function mapping(headers: Headers): Promise<unknown> {
  const answer = await house.app.inject({ url: '/intake/v1/mapping', headers });
  return answer.statusCode === 200 ? 200 : answer.json<{ code: string }>().code;
}

const daying = sampleCity().find(({ slug }) => slug === 'daying')!;
const by = { actor: 'operator:li', issuer: 'http://localhost:7300/realms/liangji', accounts: false };
/** Brings 大英县 to its manifest, with a change. */
async function apply(change: (manifest: typeof daying) => void): Promise<void> {
  const manifest = structuredClone(daying);
  change(manifest);
  expect((await applyTenant(house.database, systemDeps, by, manifest)).changes.length).toBeGreaterThan(0);
}
const endPost = (manifest: typeof daying): void => {
  manifest.people.find(({ username }) => username === 'zhaoling')!.posts[0]!.to = '2026-11-01';
};

async function setState(state: 'active' | 'suspended', isAnnounced: boolean): Promise<void> {
  await asOwner(house.database, async (trx) => {
    await trx.updateTable('control.tenant').set({ state }).where('slug', '=', 'daying').execute();
    if (isAnnounced) await notifyMembershipChanged(trx);
  });
}

/** Until the announcement has passed through the database; how long that takes proves nothing. */
const PATIENCE = { timeout: 30_000 };

describe('with the clock standing still', { timeout: 120_000 }, () => {
  beforeEach(async () => {
    await expect.poll(async () => command(await dispatcher()), PATIENCE).toBe('FLOW-CASE-UNKNOWN');
    await expect.poll(async () => mapping(await upload()), PATIENCE).toBe(200);
  });

  test('what nobody announces is not noticed: the gateway remembers', async () => {
    await setState('suspended', false);
    for (let time = 0; time < 5; time++) expect(await command(await dispatcher())).toBe('FLOW-CASE-UNKNOWN');
    expect(await mapping(await upload())).toBe(200);
    await setState('active', false);
  });

  test('a post that the operator ends is refused the next command, though the person is remembered', async () => {
    await apply(endPost);
    await expect.poll(async () => command(await dispatcher()), PATIENCE).toBe('AUTH-STRANGER');
    expect(await mapping(await upload()), 'nobody else loses anything').toBe(200);
    await apply(() => undefined);
  });

  test('a machine client that the operator switches off is refused the next question', async () => {
    await apply((manifest) => {
      manifest.sources[0]!.clients[0]!.disabled = true;
    });
    await expect.poll(async () => mapping(await upload()), PATIENCE).toBe('AUTH-STRANGER');
    expect(await command(await dispatcher()), 'nobody else loses anything').toBe('FLOW-CASE-UNKNOWN');
    await apply(() => undefined);
  });

  test('people and machines of a tenant that is suspended are refused', async () => {
    await setState('suspended', true);
    await expect.poll(async () => command(await dispatcher()), PATIENCE).toBe('AUTH-SUSPENDED');
    await expect.poll(async () => mapping(await upload()), PATIENCE).toBe('AUTH-SUSPENDED');
    await setState('active', true);
  });
});
