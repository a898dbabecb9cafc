import { type Database, type Deps, message, Problem } from '@liangji/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Environment } from '../../environment/read-environment.ts';
import { PAGE_HEADERS, problemFromError } from '../../problems/index.ts';
import { knownActor } from '../tokens/known-actor.ts';
import { actorOf, type Members } from '../tokens/membership.ts';
import type { VerifyToken } from '../tokens/verify-token.ts';
import { SIGN_IN_SECONDS, type Cookies } from './cookies.ts';
import { failurePage } from './failure-page.ts';
import { nextPage } from './next-page.ts';
import { auditSession, noteRefused } from './note-sign-in.ts';
import type { OidcClient, PendingSignIn } from './oidc.ts';
import { seal, unseal } from './seal.ts';
import type { Sessions } from './session.ts';
import { isRefused } from './sign-in-rows.ts';

export interface SignInParts {
  readonly environment: Environment;
  readonly cookies: Cookies;
  readonly oidc: OidcClient;
  readonly sessions: Sessions;
  readonly verify: VerifyToken;
  readonly members: Members;
  readonly database: Database;
  readonly deps: Deps;
  now(): Date;
}

interface Pending extends PendingSignIn {
  readonly next: string;
  /** When it was started, milliseconds: the lifetime of a cookie is the browser's word, this is ours. */
  readonly at: number;
}

const LABEL = 'sign-in';
/** Enough of the state to distinguish two tabs; the whole of it is compared inside the seal. */
const keyOf = (state: string): string => state.replace(/[^\w-]/g, '').slice(0, 8);

/** `/auth/login`, `/auth/callback`, `/auth/logout`: how a browser gets a session and how it loses it. */
export function addSignIn(app: FastifyInstance, parts: SignInParts): void {
  const { environment, cookies, oidc, sessions } = parts;

  app.get<{ Querystring: { next?: unknown; prompt?: unknown } }>('/auth/login', async (request, reply) => {
    const next = nextPage(request.query.next, environment.origin);
    const { url, pending } = await oidc.start(request.query.prompt === 'login' ? 'login' : undefined);
    const { name, options } = cookies.signIn(keyOf(pending.state));
    const started: Pending = { ...pending, next, at: parts.now().getTime() };
    return reply
      .header('cache-control', 'no-store')
      .setCookie(name, seal(environment.sessionKey, LABEL, started), options)
      .redirect(url.href, 303);
  });

  app.get<{ Querystring: { state?: unknown } }>('/auth/callback', async (request, reply) => {
    let idToken = '';
    try {
      return await finish(request, reply, (known) => (idToken = known));
    } catch (error) {
      const problem = problemFromError(error, request.id);
      request.log.warn({ err: error, code: problem.code }, 'sign-in not completed');
      const signOut = idToken === '' ? undefined : await signOutAddress(request, idToken);
      return reply.code(problem.status).headers(PAGE_HEADERS).send(failurePage(problem, signOut));
    }
  });

  /** `onKnown` hears the id token once the provider has stated who it is, whether or not we let him in. */
  async function finish(
    request: FastifyRequest<{ Querystring: { state?: unknown } }>,
    reply: FastifyReply,
    onKnown: (idToken: string) => void,
  ) {
    const state = typeof request.query.state === 'string' ? request.query.state : '';
    const { name, options } = cookies.signIn(keyOf(state));
    const pending = unseal<Pending>(environment.sessionKey, LABEL, request.cookies[name] ?? '');
    reply.clearCookie(name, { ...options, maxAge: undefined });
    if (!pending || !isYoung(pending)) throw new Problem('AUTH-SIGN-IN', { reason: message('sign-in.late') });
    const tokens = await oidc.finish(new URL(request.url, environment.origin), pending, parts.now());
    onKnown(tokens.id);
    const verified = await parts.verify(tokens.access); // the session's token passes the same gate as a machine's
    // A stranger gets no session.
    const actor = await parts.members
      .find(verified)
      .then((member) => actorOf(member, null, parts.now()))
      .catch((error: unknown) => noteRefused(parts.database, parts.deps, verified, error));
    if (await isRefused(parts.database, verified, tokens.authenticatedAt)) {
      return reply.redirect(`/auth/login?prompt=login&next=${encodeURIComponent(pending.next)}`, 303);
    }
    await auditSession(parts.database, parts.deps, actor, 'session.sign-in');
    const id = await sessions.open(tokens, verified, request.cookies[cookies.session.name]);
    return reply
      .header('cache-control', 'no-store')
      .setCookie(cookies.session.name, id, cookies.session.options)
      .redirect(pending.next, 303);
  }

  const isYoung = ({ at }: Pending): boolean => Math.abs(parts.now().getTime() - at) <= SIGN_IN_SECONDS * 1000;

  /** Where the provider ends its session; our own first page while it is away, because ours has ended anyway. */
  async function signOutAddress(request: FastifyRequest, idToken: string): Promise<string> {
    try {
      return (await oidc.signOutUrl(idToken)).href;
    } catch (error) {
      request.log.warn({ err: error }, 'the identity provider does not name where to sign out');
      return '/';
    }
  }

  /** A form post is led on to the provider's sign-out; a script (`accept: application/json`) is answered where to go. */
  app.post<{ Querystring: { everywhere?: unknown } }>('/auth/logout', async (request, reply) => {
    const id = request.cookies[cookies.session.name];
    const everywhere = request.query.everywhere === '1';
    const actor = id ? await knownActor(request) : null; // also who has no post any more can sign out
    const idToken = id ? await sessions.close(id, everywhere) : undefined;
    if (actor !== null) {
      const action = everywhere ? 'session.sign-out-everywhere' : 'session.sign-out';
      await auditSession(parts.database, parts.deps, actor, action);
    }
    reply.header('cache-control', 'no-store').clearCookie(cookies.session.name, cookies.session.options);
    // Without a session there is nothing to end at the provider either.
    const location = idToken ? await signOutAddress(request, idToken) : '/';
    return request.headers.accept?.includes('application/json')
      ? reply.send({ location })
      : reply.redirect(location, 303);
  });
}
