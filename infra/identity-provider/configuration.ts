import { errors, interactionPolicy, type Adapter, type ClientMetadata, type Configuration } from 'oidc-provider';
import { accessTokenPayload } from './access-token.ts';
import type { Keys } from './keys.ts';
import { renderError, renderSignedOut, renderSignOut } from './pages/outcomes.ts';
import { accountClient, findPerson, type Directory } from './directory.ts';
import { fullName, mappedClaims, type RealmClient } from './realm.ts';
import { registeredRedirects } from './redirects.ts';
import type { Store } from './store.ts';

/** Our only protected resource: its audience is what the realm's audience mapper says. */
const RESOURCE = 'urn:liangji:gateway';
const SCOPES = 'openid profile';
/** Keycloak gives the authorization code one minute. */
const CODE_SECONDS = 60;
const SIGN_IN_SECONDS = 1800;

function clientMetadata(client: RealmClient): ClientMetadata {
  const { signIn, signOut } = registeredRedirects(client);
  return {
    client_id: client.clientId,
    client_name: client.name ?? client.clientId,
    redirect_uris: client.standardFlowEnabled ? signIn : [],
    post_logout_redirect_uris: signOut,
    grant_types: [
      ...(client.standardFlowEnabled ? ['authorization_code', 'refresh_token'] : []),
      ...(client.serviceAccountsEnabled ? ['client_credentials'] : []),
    ],
    response_types: client.standardFlowEnabled ? ['code'] : [],
    token_endpoint_auth_method: client.publicClient ? 'none' : 'client_secret_basic',
    ...(client.secret === undefined ? {} : { client_secret: client.secret }),
  };
}

/** Turns a realm into the settings of oidc-provider, so that tokens, paths and times are those of Keycloak. */
export function configurationOf(directory: Directory, keys: Keys, store: Store, basePath: string): Configuration {
  const { realm, accounts } = directory;
  const policy = interactionPolicy.base();
  policy.remove('consent'); // the realm's clients are ours; nobody is asked
  return {
    adapter: (model) =>
      model === 'Client'
        ? { ...store.adapter(model), find: (id) => accountClient(accounts, id) as ReturnType<Adapter['find']> }
        : store.adapter(model),
    clients: realm.clients.filter((client) => client.enabled && !client.bearerOnly).map(clientMetadata),
    jwks: { keys: [...keys.signing] },
    scopes: SCOPES.split(' '),
    claims: {
      openid: ['sub', 'typ', 'azp', 'sid'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username', 'tenant'],
    },
    conformIdTokenClaims: false, // Keycloak puts the profile into the id token
    clockTolerance: 5,
    cookies: {
      names: { session: 'liangji_sso', interaction: 'liangji_sign_in', resume: 'liangji_resume' },
      keys: [...keys.cookies],
      long: { httpOnly: true, sameSite: 'lax', path: basePath },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false }, // served beside, since our access tokens are JWTs with an audience
      clientCredentials: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: renderSignOut, postLogoutSuccessSource: renderSignedOut },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== RESOURCE) throw new errors.InvalidTarget();
          return {
            scope: SCOPES,
            audience: RESOURCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: realm.accessTokenLifespan,
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
    formats: {
      customizers: {
        jwt: async (_ctx, token, parts) => {
          parts.header = { ...parts.header, typ: 'JWT' };
          parts.payload = await accessTokenPayload(directory, token as never, parts.payload);
        },
      },
    },
    findAccount: async (ctx, id) => {
      const user = await findPerson(directory, id);
      if (!user) return undefined;
      const client = realm.clients.find((entry) => entry.clientId === ctx.oidc.client?.clientId);
      return {
        accountId: id,
        claims: () => ({
          sub: id,
          typ: 'ID',
          azp: client?.clientId,
          name: fullName(user) || user.username,
          given_name: user.firstName,
          family_name: user.lastName,
          preferred_username: user.username,
          ...(client ? mappedClaims(client, user).claims : {}),
        }),
      };
    },
    interactions: { policy, url: (_ctx, interaction) => `${basePath}/login/${interaction.uid}` },
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc;
      if (!client || !session?.accountId) return undefined; // nobody has signed in yet
      const existing = session.grantIdFor(client.clientId);
      const found = existing ? await provider.Grant.find(existing) : undefined;
      if (found) return found;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(SCOPES);
      grant.addResourceScope(RESOURCE, SCOPES);
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    renderError,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: () => true,
    expiresWithSession: () => true,
    routes: {
      authorization: '/protocol/openid-connect/auth',
      token: '/protocol/openid-connect/token',
      jwks: '/protocol/openid-connect/certs',
      end_session: '/protocol/openid-connect/logout',
    },
    ttl: {
      AccessToken: realm.accessTokenLifespan,
      ClientCredentials: realm.accessTokenLifespan,
      IdToken: realm.accessTokenLifespan,
      AuthorizationCode: CODE_SECONDS,
      Interaction: SIGN_IN_SECONDS,
      RefreshToken: realm.ssoSessionIdleTimeout,
      Grant: realm.ssoSessionMaxLifespan,
      Session: realm.ssoSessionMaxLifespan,
    },
  };
}
