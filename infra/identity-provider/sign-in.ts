import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import type { Account } from './accounts.ts';
import type { Attempts } from './attempts.ts';
import { choosePassword, type PasswordChoice } from './choose-password.ts';
import { pageHeaders } from './pages/layout.ts';
import { messagePage } from './pages/outcomes.ts';
import { signInPage, type Notice } from './pages/sign-in.ts';
import { listPeople, listTeams, type RealmUser } from './realm.ts';
import { callerAddress, readForm } from './request.ts';
import { NOBODYS_HASH, secretMatches } from './secrets.ts';

export interface SignIn extends PasswordChoice {
  readonly provider: Provider;
  /** Whether the page offers the people of the realm file. */
  readonly listsPeople: boolean;
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
const EXPIRED: Notice = {
  zh: '一次性密码已过期，请向运维人员索取新的。',
  en: 'The one-time password has expired. Ask the operator for a new one.',
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function passwordOf(user: RealmUser | undefined): string | undefined {
  return user?.credentials?.find((credential) => credential.type === 'password')?.value;
}

type Found = { readonly accountId: string; readonly oneTime?: Account } | undefined;

/** Whose name and password these are: an account the platform gave out, else a person of the realm file. */
async function findByPassword({ directory }: SignIn, username: string, given: string): Promise<Found> {
  const { realm, accounts } = directory;
  const account = await accounts?.named(username);
  if (account !== undefined && account.kind !== 'client') {
    if (!(await secretMatches(account.secretHash, given))) return undefined;
    return account.isOneTime ? { accountId: account.subject, oneTime: account } : { accountId: account.subject };
  }
  const user = listPeople(realm).find((person) => person.username === username);
  const right = passwordOf(user);
  if (user === undefined || right === undefined) {
    if (accounts !== undefined) await secretMatches(NOBODYS_HASH, given);
    return undefined;
  }
  return timingSafeEqual(digest(right), digest(given)) ? { accountId: user.id } : undefined;
}

/** Answers GET and POST of one sign-in (`uid`); an interaction that is not this browser's is a friendly dead end. */
export async function handleSignIn(signIn: SignIn, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { provider, directory } = signIn;
  const url = new URL(request.url ?? '/', 'http://sign-in.invalid');
  const teams = signIn.listsPeople ? listTeams(directory.realm) : [];
  const show = (status: number, username: string, password: string, notice?: Notice): void => {
    response.writeHead(status, pageHeaders());
    response.end(signInPage({ action: url.pathname, username, password, notice, teams }));
  };
  const finish = (accountId: string): Promise<void> =>
    provider.interactionFinished(request, response, { login: { accountId, remember: false } });
  const uid = await uidOf(provider, request, response);
  if (uid === undefined) {
    response.writeHead(400, pageHeaders());
    response.end(messagePage('登录页面已过期', 'This sign-in page has expired', '请重新登录。 Please sign in again.'));
    return;
  }
  if (request.method !== 'POST') {
    const filled = teams.flatMap(({ people }) => people).find((user) => user.username === url.searchParams.get('fill'));
    return show(200, filled?.username ?? '', passwordOf(filled) ?? '');
  }

  const form = await readForm(request);
  if (form.has('new_password')) {
    const account = signIn.choosing.get(uid);
    if (account === undefined) return show(401, '', '', WRONG);
    if (!(await choosePassword(signIn, account, uid, form, response, url.pathname))) return;
    return finish(account.subject);
  }
  const username = (form.get('username') ?? '').trim().toLowerCase();
  const caller = callerAddress(request);
  const wait = Math.max(signIn.perAccount.waitFor(username), signIn.perCaller.waitFor(caller));
  if (wait > 0) return show(429, username, '', waitNotice(wait));

  const found = await findByPassword(signIn, username, form.get('password') ?? '');
  if (found === undefined) {
    signIn.perAccount.failed(username);
    signIn.perCaller.failed(caller);
    return show(401, username, '', WRONG);
  }
  signIn.perAccount.succeeded(username);
  if (found.oneTime === undefined) return finish(found.accountId);
  if ((found.oneTime.expiresAt?.getTime() ?? 0) <= signIn.now()) return show(401, username, '', EXPIRED);
  signIn.choosing.set(uid, found.oneTime);
  await choosePassword(signIn, found.oneTime, uid, form, response, url.pathname);
}

/** The sign-in this browser is in the middle of. */
async function uidOf(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<string | undefined> {
  try {
    return (await provider.interactionDetails(request, response)).uid;
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    return undefined;
  }
}
