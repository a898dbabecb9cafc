import { makeBrowser } from '../identity-provider/browser.ts';
import { composeRealm } from '../realm/compose.ts';
import { bytesOf, type FuzzAnswer, type FuzzRequest } from './request.ts';

/** Somebody who is known to the copy, or nobody. */
export type Sender = (request: FuzzRequest) => Promise<FuzzAnswer>;

const TIMEOUT_MS = 30_000;

/** Sessions of people by their posts, tokens of machine clients, and somebody without either. */
export async function signedIn(
  origin: string,
  posts: readonly string[],
  clients: readonly string[],
): Promise<Sender[]> {
  const headers = [...posts.map((post) => session(origin, post)), ...clients.map((client) => token(origin, client))];
  return [...(await Promise.all(headers)), {}].map((own) => (request) => send(origin, request, own));
}

async function session(origin: string, post: string): Promise<Record<string, string>> {
  const user = composeRealm().users.find(({ attributes }) => attributes?.['description']?.[0] === post);
  if (user === undefined) throw new Error(`nobody of the sample city is ${post}`);
  const browser = makeBrowser({ until: (url) => url === `${origin}/` });
  const form = await browser.open(`${origin}/auth/login?next=/`);
  await browser.submit(form, { username: user.username, password: user.credentials?.[0]?.value ?? '' });
  const cookie = [...browser.cookies(origin)].map(([name, value]) => `${name}=${value}`).join('; ');
  return { cookie, origin };
}

async function token(origin: string, client: string): Promise<Record<string, string>> {
  const secret = composeRealm().clients.find(({ clientId }) => clientId === client)?.secret ?? '';
  const answer = await fetch(`${origin}/realms/liangji/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: client, client_secret: secret }),
  });
  const { access_token: bearer } = (await answer.json()) as { readonly access_token?: string };
  if (bearer === undefined) throw new Error(`${client} gets no token: ${answer.status}`);
  return { authorization: `Bearer ${bearer}` };
}

async function send(origin: string, request: FuzzRequest, own: Readonly<Record<string, string>>): Promise<FuzzAnswer> {
  const { method, url, headers, body } = request;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const response = await fetch(`${origin}${url}`, {
    ...{ method, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) },
    headers: { ...own, ...headers },
    ...(hasBody && body !== undefined ? { body: new Uint8Array(bytesOf(body) ?? []) } : {}),
  });
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text: await response.text() };
}
