import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSigningKey } from '@liangji/infra/identity-provider';
import { openHouse, type House } from './house.ts';
import { mintTokens, signInAtEmbedded } from './minted-tokens.ts';
import { askMe, codeOf, corpusStories, membershipStories, type TokenHouse } from './token-stories.ts';
import { machineToken, sign, type Signer } from './tokens.ts';

let house: House;
let tokenHouse: TokenHouse;
let signer: Signer;
beforeAll(async () => {
  house = await openHouse();
  signer = { issuer: house.issuer, key: house.keys.signing[0]! };
  tokenHouse = { ...house, signer, mint: () => mintTokens(house.issuer, signInAtEmbedded) };
});
afterAll(() => house.close());

const me = (token: string): Promise<Response> => askMe(house.origin, token);

corpusStories(() => tokenHouse);

describe('who it is comes from the database', () => {
  test('the uploader of 射洪市 is a machine of 射洪市 whatever it says in a header or query', async () => {
    const answer = await fetch(`${house.origin}/auth/me?tenant=anju`, {
      headers: { authorization: `Bearer ${await machineToken(house.issuer)}`, 'x-tenant': 'anju' },
    });
    expect(await answer.json()).toMatchObject({ kind: 'machine', tenant: { slug: 'shehong' }, posts: [] });
  });

  test('赵敏 is a data officer of 射洪市', async () => {
    expect(await (await me(await sign(signer))).json()).toMatchObject({
      kind: 'county',
      name: '赵敏',
      tenant: { slug: 'shehong', name: '射洪市' },
      city: { name: '遂宁市' },
      posts: [{ post: 'data_officer' }],
    });
  });

  test('nobody can come in without a token, with an empty one, or with another scheme', async () => {
    expect(await codeOf(await fetch(`${house.origin}/auth/me`))).toBe('AUTH-MISSING');
    const withHeader = async (authorization: string) =>
      codeOf(await fetch(`${house.origin}/auth/me`, { headers: { authorization } }));
    expect(await withHeader('Bearer')).toBe('AUTH-TOKEN');
    expect(await withHeader('Basic c2hlaG9uZzpwYXNz')).toBe('AUTH-TOKEN');
  });

  membershipStories(() => tokenHouse);
});

describe('keys', () => {
  test('known keys serve while the provider is away, and an unknown one gets "try again" instead of a verdict', async () => {
    expect((await me(await sign(signer))).status).toBe(200);
    await house.identity.stop();
    expect((await me(await sign(signer))).status).toBe(200);
    expect(await codeOf(await me(await sign({ ...signer, key: makeSigningKey() })))).toBe('SYS-UNAVAILABLE');
    await house.identity.start();
  });

  test('a rotated key serves at once, the old one until it is withdrawn', async () => {
    const fresh = makeSigningKey();
    await house.identity.stop();
    await house.identity.start({ ...house.keys, signing: [fresh, ...house.keys.signing] });
    expect((await me(await sign({ ...signer, key: fresh }))).status).toBe(200);
    expect((await me(await sign(signer))).status).toBe(200);

    const second = makeSigningKey();
    await house.identity.stop();
    await house.identity.start({ ...house.keys, signing: [second] });
    expect((await me(await sign({ ...signer, key: second }))).status).toBe(200);
    expect(await codeOf(await me(await sign(signer)))).toBe('AUTH-TOKEN');
    await house.identity.stop();
    await house.identity.start();
  });
});
