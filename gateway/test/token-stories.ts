import { describe, expect, test } from 'vitest';
import type { TestDatabase } from '@liangji/platform/testing';
import { ZHAO_MIN } from './cast.ts';
import { MINTED_TOKENS, TOKEN_CORPUS, type Minted, type Verdict } from './token-corpus.ts';
import { machineToken, sign, type Signer } from './tokens.ts';

/** What the stories below need of a gateway, whichever provider stands beside it. */
export interface TokenHouse {
  readonly origin: string;
  readonly issuer: string;
  readonly database: TestDatabase;
  /** Has the provider's own private key. */
  readonly signer: Signer;
  /** Moves the gateway's clock. */
  later(milliseconds: number): void;
  /** Tokens the provider itself makes, now. */
  mint(): Promise<Minted>;
}

export const askMe = (origin: string, token: string): Promise<Response> =>
  fetch(`${origin}/auth/me`, { headers: { authorization: `Bearer ${token}` } });

/** 200, or the code of the problem. */
export const codeOf = async (answer: Response): Promise<unknown> =>
  answer.status === 200 ? 200 : ((await answer.json()) as { code: string }).code;

/** Shows the token at `/auth/me` and expects the verdict, in the form every interface gives it. */
export async function expectVerdict(origin: string, token: string, { verdict, reason }: Verdict): Promise<void> {
  const answer = await askMe(origin, token);
  const text = await answer.text();
  if (verdict === 200) return expect(answer.status, text).toBe(200);
  expect(answer.status, text).toBe(verdict === 'AUTH-TOKEN' ? 401 : 403);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = JSON.parse(text) as { code: string; title: string };
  expect(problem.code).toBe(verdict);
  if (reason) expect(problem.title).toMatch(reason);
}

/** The one corpus: every provider's tokens get the same verdicts. Registers the tests. */
export function corpusStories(house: () => TokenHouse): void {
  let minted: Promise<Minted> | undefined;

  describe('the token corpus', () => {
    test.each(TOKEN_CORPUS)('$name gets $verdict', async (entry) => {
      await expectVerdict(house().origin, await entry.make(house().signer), entry);
    });

    test.each(MINTED_TOKENS)('$name made by the provider itself gets $verdict', async (entry) => {
      await expectVerdict(house().origin, entry.pick(await (minted ??= house().mint())), entry);
    });
  });
}

/** What the database knows decides, however genuine the token. Registers the tests; moves the clock by minutes. */
export function membershipStories(house: () => TokenHouse): void {
  const me = (token: string): Promise<Response> => askMe(house().origin, token);

  test('a post revoked a minute ago cannot be used any more', async () => {
    const { database, signer, later } = house();
    const admin = await database.superuser();
    try {
      expect((await me(await sign(signer))).status).toBe(200);
      await admin.query(`update biz.post set to_at = now() where person_id in
        (select person_id from control.login where subject = '${ZHAO_MIN.subject}')`);
      later(31_000);
      expect(await codeOf(await me(await sign(signer)))).toBe('AUTH-STRANGER');
      await admin.query(`update biz.post set to_at = null`);
      expect((await me(await sign(signer))).status, 'a refusal is never remembered').toBe(200);
    } finally {
      await admin.end();
    }
  });

  test('a login switched off and a tenant suspended cannot be used any more', async () => {
    const { database, signer, issuer, later } = house();
    const admin = await database.superuser();
    try {
      await admin.query(`update control.login set disabled_at = now() where subject = '${ZHAO_MIN.subject}'`);
      later(31_000);
      expect(await codeOf(await me(await sign(signer)))).toBe('AUTH-STRANGER');
      await admin.query(`update control.login set disabled_at = null`);
      await admin.query(`update control.tenant set state = 'suspended' where slug = 'shehong'`);
      later(31_000);
      expect(await codeOf(await me(await sign(signer)))).toBe('AUTH-SUSPENDED');
      expect(await codeOf(await me(await machineToken(issuer)))).toBe('AUTH-SUSPENDED');
      await admin.query(`update control.tenant set state = 'active'`);
    } finally {
      await admin.end();
    }
  });
}
