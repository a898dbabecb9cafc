import { randomBytes } from 'node:crypto';
import { asIdentity, Problem, systemDeps } from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OidcClient, SignedIn } from '../src/identity/sessions/oidc.ts';
import { makeSessions } from '../src/identity/sessions/session.ts';
import type { VerifiedToken } from '../src/identity/tokens/verify-token.ts';

/** More than the connections of a pool. */
const BROWSERS = 15;
const verified: VerifiedToken = {
  issuer: 'https://issuer.invalid',
  subject: 'zhaomin',
  clientId: 'liangji-web',
  tenantSlug: 'shehong',
  expiresAt: new Date(Date.now() + 60_000),
};

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test('a provider that takes calls and does not answer cannot take the connections of those who need none of it', async () => {
  let asked = 0;
  let giveUp: () => void = () => undefined;
  const hanging = new Promise<never>((_done, reject) => {
    giveUp = () => reject(new Problem('SYS-UNAVAILABLE'));
  });
  const refresh = (): Promise<never> => {
    asked += 1;
    return hanging;
  };
  const oidc = { refresh } as unknown as OidcClient;
  const sessions = makeSessions(database, systemDeps, randomBytes(32), oidc, async () => verified);
  const nearItsEnd: SignedIn = {
    access: 'a',
    refresh: 'r',
    id: 'i',
    accessExpiresAt: new Date(Date.now() + 20_000),
    authenticatedAt: new Date(),
  };
  const over: SignedIn = { ...nearItsEnd, accessExpiresAt: new Date(Date.now() - 1) };
  const open = (tokens: SignedIn) =>
    Promise.all(Array.from({ length: BROWSERS }, () => sessions.open(tokens, verified, undefined)));
  const [near, ended] = [await open(nearItsEnd), await open(over)];

  const waiting = [...near, ...ended].map((id) => sessions.read(id, false).catch((error: unknown) => error));
  await expect.poll(() => asked).toBe(2);
  const nobodyWaits = await asIdentity(database, (trx) =>
    trx.selectFrom('control.session').select('subject').execute(),
  );
  expect(nobodyWaits).toHaveLength(2 * BROWSERS);

  giveUp();
  const answers = await Promise.all(waiting);
  expect(answers.slice(0, BROWSERS)).toEqual(
    Array.from({ length: BROWSERS }, () => ({ verified, actingPostId: null })),
  );
  expect(answers.slice(BROWSERS)).toEqual(
    Array.from({ length: BROWSERS }, () => expect.objectContaining({ code: 'SYS-UNAVAILABLE' })),
  );
  expect(asked, 'left alone after it did not answer').toBe(2);
});
