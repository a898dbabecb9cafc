import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import type { Attempts } from './attempts.ts';
import { pageHeaders } from './pages/layout.ts';
import { messagePage } from './pages/outcomes.ts';
import { signInPage, type Notice } from './pages/sign-in.ts';
import { listPeople, type Realm, type RealmUser } from './realm.ts';
import { callerAddress, readForm } from './request.ts';

export interface SignIn {
  readonly provider: Provider;
  readonly realm: Realm;
  /** Wrong passwords per account. */
  readonly perAccount: Attempts;
  /** Wrong passwords per caller, so that one caller cannot walk through all accounts. */
  readonly perCaller: Attempts;
}

const WRONG: Notice = { zh: '用户名或密码不正确。', en: 'User name or password is not right.' };

function waitNotice(milliseconds: number): Notice {
  const seconds = Math.ceil(milliseconds / 1000);
  return {
    zh: `尝试次数过多，请在 ${seconds} 秒后再试。`,
    en: `Too many attempts. Try again in ${seconds} seconds.`,
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function passwordOf(user: RealmUser | undefined): string | undefined {
  return user?.credentials?.find((credential) => credential.type === 'password')?.value;
}

function passwordMatches(user: RealmUser | undefined, given: string): user is RealmUser {
  const right = passwordOf(user);
  return right !== undefined && timingSafeEqual(digest(right), digest(given));
}

/** Answers GET and POST of one sign-in (`uid`); an interaction that is not this browser's is a friendly dead end. */
export async function handleSignIn(signIn: SignIn, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { provider, realm } = signIn;
  const url = new URL(request.url ?? '/', 'http://sign-in.invalid');
  const people = listPeople(realm);
  const show = (status: number, username: string, password: string, notice?: Notice): void => {
    response.writeHead(status, pageHeaders());
    response.end(signInPage({ action: url.pathname, username, password, notice, people }));
  };
  try {
    await provider.interactionDetails(request, response);
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    response.writeHead(400, pageHeaders());
    response.end(messagePage('登录页面已过期', 'This sign-in page has expired', '请重新登录。 Please sign in again.'));
    return;
  }
  if (request.method !== 'POST') {
    const filled = people.find((user) => user.username === url.searchParams.get('fill'));
    return show(200, filled?.username ?? '', passwordOf(filled) ?? '');
  }

  const form = await readForm(request);
  const username = (form.get('username') ?? '').trim().toLowerCase();
  const caller = callerAddress(request);
  const wait = Math.max(signIn.perAccount.waitFor(username), signIn.perCaller.waitFor(caller));
  if (wait > 0) return show(429, username, '', waitNotice(wait));

  const user = people.find((person) => person.username === username);
  if (!passwordMatches(user, form.get('password') ?? '')) {
    signIn.perAccount.failed(username);
    signIn.perCaller.failed(caller);
    return show(401, username, '', WRONG);
  }
  signIn.perAccount.succeeded(username);
  await provider.interactionFinished(request, response, { login: { accountId: user.id, remember: false } });
}
