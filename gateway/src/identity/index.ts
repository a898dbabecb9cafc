import { listenForMembershipChanges, type Database, type Deps } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { GATEWAY_AUDIENCE, type Environment } from '../environment/read-environment.ts';
import { issuerFetch } from './tokens/issuer.ts';
import { rememberMembers } from './tokens/membership.ts';
import { addRefusalAudit } from './refusals.ts';
import { makeRecheck, type Recheck } from './recheck.ts';
import { addActor } from './request-actor.ts';
import { cookiesOf } from './sessions/cookies.ts';
import { addChoosePost } from './sessions/choose-post.ts';
import { addMe } from './sessions/me.ts';
import { makeOidcClient } from './sessions/oidc.ts';
import { addSignIn } from './sessions/routes.ts';
import { makeSessions } from './sessions/session.ts';
import { fetchSigningKeys } from './tokens/signing-keys.ts';
import { makeVerifier } from './tokens/verify-token.ts';

/**
 * Who is it: `request.actor()` for every route, and the routes through which a browser signs in and out. Returns how to ask
 * again about somebody whose request goes on.
 */
export function addIdentity(
  app: FastifyInstance,
  services: { readonly environment: Environment; readonly deps: Deps; readonly database: Database },
): { readonly recheck: Recheck } {
  const { environment, deps, database } = services;
  const { issuer, webClient, origin, sessionKey } = environment;
  const keys = fetchSigningKeys(`${issuer}/protocol/openid-connect/certs`, issuerFetch(environment));
  const verify = makeVerifier({ issuer, audience: GATEWAY_AUDIENCE, keys }, deps);
  const members = rememberMembers(database, deps, webClient.id);
  const listener = listenForMembershipChanges(environment.databaseUrls.jobs, members.forget, (error) =>
    app.log.warn({ err: error }, 'changes of posts arrive late until the database is heard again'),
  );
  app.addHook('onClose', () => listener.stop());
  const oidc = makeOidcClient(environment);
  const sessions = makeSessions(database, deps, sessionKey, oidc, verify);
  const cookies = cookiesOf(origin);
  const cookieName = cookies.session.name;
  const now = () => deps.clock.now();

  addActor(app, { verify, sessions, members, cookieName, now });
  addSignIn(app, { environment, database, deps, cookies, oidc, sessions, verify, members, now });
  addChoosePost(app, { database, deps, sessions, origin, cookieName });
  addMe(app, now);
  addRefusalAudit(app, { database, deps });
  return { recheck: makeRecheck({ sessions, members, now }) };
}
