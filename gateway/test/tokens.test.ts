import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSigningKey } from '@liangji/infra/identity';
import { ZHAO_MIN } from './cast.ts';
import { openHouse, type House } from './house.ts';
import { TOKEN_CORPUS } from './token-corpus.ts';
import { machineToken, sign, type Signer } from './tokens.ts';

let house: House;
let signer: Signer;
beforeAll(async () => {
  house = await openHouse();
  signer = { issuer: house.issuer, key: house.keys.signing[0]! };
});
afterAll(() => house.close());

const me = (token: string): Promise<Response> =>
  fetch(`${house.origin}/auth/me`, { headers: { authorization: `Bearer ${token}` } });
const codeOf = async (answer: Response): Promise<unknown> =>
  answer.status === 200 ? 200 : ((await answer.json()) as { code: string }).code;

describe('the token corpus', () => {
  test.each(TOKEN_CORPUS)('$name gets $verdict', async ({ make, verdict, reason }) => {
    const answer = await me(await make(signer));
    const text = await answer.text();
    if (verdict === 200) return expect(answer.status, text).toBe(200);
    expect(answer.status).toBe(verdict === 'AUTH-TOKEN' ? 401 : 403);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = JSON.parse(text) as { code: string; details: { reason: string } };
    expect(problem.code).toBe(verdict);
    if (reason) expect(problem.details.reason).toMatch(reason);
  });
});

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

  test('a post revoked a minute ago cannot be used any more', async () => {
    const admin = await house.database.superuser();
    try {
      expect((await me(await sign(signer))).status).toBe(200);
      await admin.query(`update biz.post set to_at = now() where person_id in
        (select person_id from control.login where subject = '${ZHAO_MIN.subject}')`);
      house.later(31_000);
      expect(await codeOf(await me(await sign(signer)))).toBe('AUTH-STRANGER');
      await admin.query(`update biz.post set to_at = null`);
      expect((await me(await sign(signer))).status, 'a refusal is never remembered').toBe(200);
    } finally {
      await admin.end();
    }
  });

  test('a login switched off and a tenant suspended cannot be used any more', async () => {
    const admin = await house.database.superuser();
    try {
      await admin.query(`update control.login set disabled_at = now() where subject = '${ZHAO_MIN.subject}'`);
      house.later(31_000);
      expect(await codeOf(await me(await sign(signer)))).toBe('AUTH-STRANGER');
      await admin.query(`update control.login set disabled_at = null`);
      await admin.query(`update control.tenant set state = 'suspended' where slug = 'shehong'`);
      house.later(31_000);
      expect(await codeOf(await me(await sign(signer)))).toBe('AUTH-SUSPENDED');
      expect(await codeOf(await me(await machineToken(house.issuer)))).toBe('AUTH-SUSPENDED');
      await admin.query(`update control.tenant set state = 'active'`);
    } finally {
      await admin.end();
    }
  });
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
