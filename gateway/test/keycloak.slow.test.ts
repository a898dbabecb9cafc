import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSigningKey, SAMPLE_REALM_FILE } from '@liangji/infra/identity-provider';
import {
  readKeycloakEnvironment,
  startKeycloak,
  whatKeycloakLacks,
  type RunningKeycloak,
} from '@liangji/infra/keycloak';
import { QIAN_WEI, SHEHONG_UPLOAD } from './cast.ts';
import { mintTokens, signInAtKeycloak } from './minted-tokens.ts';
import { askMe, codeOf, corpusStories, expectVerdict, membershipStories, type TokenHouse } from './token-stories.ts';
import { machineToken, sign } from './tokens.ts';
import { administer, audienceMapper, masterToken, tenantMapper, type KeycloakAdmin } from './keycloak/admin.ts';
import { openKeycloakHouse, type KeycloakHouse } from './keycloak/house.ts';
import { signInStories } from './keycloak/sign-in-stories.ts';

const environment = readKeycloakEnvironment([], process.env);
const lacks = whatKeycloakLacks(environment);

if (lacks === undefined) stories();
else {
  console.warn(`skipped, the token corpus against a real Keycloak: ${lacks}`);
  test.skip(`the token corpus against a real Keycloak: ${lacks}`, () => undefined);
}

function stories(): void {
  const logs = mkdtempSync(join(tmpdir(), 'liangji-keycloak-'));
  let keycloak: RunningKeycloak;
  let admin: KeycloakAdmin;
  let house: KeycloakHouse;
  let tokenHouse: TokenHouse;

  beforeAll(async () => {
    keycloak = await startKeycloak(environment, {
      realmFile: SAMPLE_REALM_FILE,
      logFile: join(logs, 'keycloak.log'),
      readySeconds: 170,
      signal: new AbortController().signal,
    });
    admin = administer(keycloak);
    house = await openKeycloakHouse(keycloak.issuer);
  }, 180_000);
  afterAll(async () => {
    await house?.close();
    await keycloak?.stop();
    rmSync(logs, { recursive: true, force: true });
  }, 60_000);

  const fromMachine = (clientId: string): Promise<string> =>
    machineToken(keycloak.issuer, { ...SHEHONG_UPLOAD, clientId, secret: clientId });
  const kidOf = (token: string): unknown =>
    (JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: unknown }).kid;

  describe('keys of a real Keycloak', () => {
    test('a rotation is followed without a restart, and a flood of random key ids cannot delay it', async ({
      annotate,
    }) => {
      const before = await machineToken(keycloak.issuer);
      expect((await askMe(house.origin, before)).status).toBe(200);
      const signer = { issuer: keycloak.issuer, key: makeSigningKey() };
      const strange = await Promise.all(
        Array.from({ length: 100 }, (_, n) => sign(signer, {}, { kid: `random-${n}` })),
      );
      const flood = strange.map(async (token) => codeOf(await askMe(house.origin, token)));

      const { kid, remove } = await admin.addKey();
      const after = await machineToken(keycloak.issuer);
      expect(kidOf(after)).toBe(kid);
      expect(kidOf(before)).not.toBe(kid);
      const began = performance.now();
      expect((await askMe(house.origin, after)).status).toBe(200);
      await annotate(`behind the flood the new key was known after ${Math.round(performance.now() - began)} ms`);
      expect((await askMe(house.origin, before)).status, 'the older key is still published').toBe(200);
      expect(new Set(await Promise.all(flood))).toEqual(new Set(['AUTH-TOKEN']));

      await remove();
      await askMe(house.origin, strange[0]!); // whatever makes the gateway ask again
      expect(await codeOf(await askMe(house.origin, after)), 'a withdrawn key').toBe('AUTH-TOKEN');
      expect((await askMe(house.origin, before)).status).toBe(200);
    });
  });

  describe('a real Keycloak that was given the corpus’s key', () => {
    beforeAll(async () => {
      const key = makeSigningKey();
      const { kid } = await admin.addKey(key);
      tokenHouse = {
        ...house,
        signer: { issuer: keycloak.issuer, key: { ...key, kid } },
        mint: () => mintTokens(keycloak.issuer, signInAtKeycloak),
      };
    });

    corpusStories(() => tokenHouse);
  });

  describe('tokens a real Keycloak makes under other settings', () => {
    const verdict = { verdict: 'AUTH-TOKEN' } as const;

    test('a client nobody gave our audience cannot come in', async () => {
      await admin.addMachine('other-service', [tenantMapper('shehong')]);
      await expectVerdict(house.origin, await fromMachine('other-service'), { ...verdict, reason: /not meant/ });
    });

    test('a client the realm knows and we do not is a stranger', async () => {
      await admin.addMachine('unregistered', [audienceMapper, tenantMapper('shehong')]);
      await expectVerdict(house.origin, await fromMachine('unregistered'), { verdict: 'AUTH-STRANGER' });
    });

    test('a machine of 射洪市 whose client was changed to claim 安居区 is a stranger', async () => {
      await admin.changeClaim(SHEHONG_UPLOAD.clientId, 'tenant', QIAN_WEI.tenant);
      await expectVerdict(house.origin, await machineToken(keycloak.issuer), { verdict: 'AUTH-STRANGER' });
      await admin.changeClaim(SHEHONG_UPLOAD.clientId, 'tenant', SHEHONG_UPLOAD.tenant);
      expect((await askMe(house.origin, await machineToken(keycloak.issuer))).status).toBe(200);
    });

    test('a token of another realm of the same server cannot come in', async () => {
      await expectVerdict(house.origin, await masterToken(keycloak), verdict);
    });

    test('a token that ended cannot be used', async () => {
      await admin.changeClient(SHEHONG_UPLOAD.clientId, { attributes: { 'access.token.lifespan': '120' } });
      const token = await machineToken(keycloak.issuer);
      await admin.changeClient(SHEHONG_UPLOAD.clientId, { attributes: { 'access.token.lifespan': '300' } });
      expect((await askMe(house.origin, token)).status).toBe(200);
      house.later(126_000); // five seconds of difference between the clocks are allowed
      await expectVerdict(house.origin, token, { ...verdict, reason: /expired/ });
      house.later(-126_000);
    });

    test('a token from a clock a minute ahead of ours is not valid yet', async () => {
      house.later(-60_000);
      await expectVerdict(house.origin, await machineToken(keycloak.issuer), { ...verdict, reason: /not yet/ });
      house.later(60_000);
    });
  });

  describe('beside a real Keycloak too', () => membershipStories(() => tokenHouse));

  signInStories(() => keycloak.issuer);
}
