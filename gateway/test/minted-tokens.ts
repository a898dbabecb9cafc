import { createHash, randomBytes } from 'node:crypto';
import { makeBrowser, type Browser, type Page } from '@liangji/infra/browser';
import { STRANGER, ZHAO_MIN } from './cast.ts';
import type { Minted } from './token-corpus.ts';
import { machineToken } from './tokens.ts';

/** Fills the sign-in pages of a provider, beginning with the one the browser shows. */
export type SignInAt = (browser: Browser, page: Page, username: string) => Promise<Page>;

const password = 'liangji';

export const signInAtEmbedded: SignInAt = (browser, page, username) => browser.submit(page, { username, password });

/** Keycloak asks who it is on a page of its own, since the realm has organisations. */
export const signInAtKeycloak: SignInAt = async (browser, page, username) =>
  browser.submit(await browser.submit(page, { username }), { password });

/** Where the code of these sign-ins would go; the browser stops before. */
const CALLBACK = 'http://localhost:9/auth/callback';

async function codeFlow(issuer: string, signIn: SignInAt, username: string): Promise<Minted['person']> {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: 'liangji-web',
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: CALLBACK,
    state: 'a-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const browser = makeBrowser({ until: (url) => url.startsWith(CALLBACK) });
  const form = await browser.open(`${issuer}/protocol/openid-connect/auth?${query}`);
  const end = await signIn(browser, form, username);
  const code = new URL(end.url).searchParams.get('code');
  if (!code) throw new Error(`${username} got no code, but ${end.status} ${end.url}: ${end.text.slice(0, 300)}`);
  const answer = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('liangji-web:liangji-web-sample').toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      code_verifier: verifier,
    }),
  });
  if (!answer.ok) throw new Error(`no tokens for ${username}: ${answer.status} ${await answer.text()}`);
  const tokens = (await answer.json()) as { access_token: string; id_token: string; refresh_token: string };
  return { access: tokens.access_token, id: tokens.id_token, refresh: tokens.refresh_token };
}

/** Tokens the provider itself makes: for two people by code and PKCE, for a machine by its secret. */
export async function mintTokens(issuer: string, signIn: SignInAt): Promise<Minted> {
  const [person, stranger, machine] = await Promise.all([
    codeFlow(issuer, signIn, ZHAO_MIN.username),
    codeFlow(issuer, signIn, STRANGER.username),
    machineToken(issuer),
  ]);
  return { person, stranger, machine };
}
