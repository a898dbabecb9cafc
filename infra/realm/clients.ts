import type { ProtocolMapper, RealmClient } from './types.ts';

/** Every access token names the gateway as its audience; the gateway refuses those that do not. */
const audience: ProtocolMapper = {
  name: 'audience-gateway',
  protocol: 'openid-connect',
  protocolMapper: 'oidc-audience-mapper',
  config: {
    'included.client.audience': 'liangji-gateway',
    'access.token.claim': 'true',
    'id.token.claim': 'false',
    'introspection.token.claim': 'true',
  },
};

/** People: the claim `tenant` is the user's attribute of that name. */
const tenantOfPerson: ProtocolMapper = {
  name: 'tenant',
  protocol: 'openid-connect',
  protocolMapper: 'oidc-usermodel-attribute-mapper',
  config: {
    'user.attribute': 'tenant',
    'claim.name': 'tenant',
    'jsonType.label': 'String',
    'access.token.claim': 'true',
    'id.token.claim': 'true',
    'userinfo.token.claim': 'true',
  },
};

/** Machines: the claim `tenant` is fixed by the client. */
const tenantOfMachine = (slug: string): ProtocolMapper => ({
  name: 'tenant',
  protocol: 'openid-connect',
  protocolMapper: 'oidc-hardcoded-claim-mapper',
  config: {
    'claim.name': 'tenant',
    'claim.value': slug,
    'jsonType.label': 'String',
    'access.token.claim': 'true',
    'id.token.claim': 'false',
  },
});

/** The gateway as an audience; nobody signs in with it. */
export function gatewayClient(): RealmClient {
  return {
    clientId: 'liangji-gateway',
    name: '两级网关 Gateway',
    enabled: true,
    bearerOnly: true,
    publicClient: false,
    standardFlowEnabled: false,
    serviceAccountsEnabled: false,
  };
}

/**
 * The browser's way in: code with PKCE, kept confidential by the gateway. Keycloak (and our embedded provider) ignore
 * the port of a loopback redirect, so these addresses serve every local port; a real host is added by its operator.
 */
export function webClient(): RealmClient {
  return {
    clientId: 'liangji-web',
    name: '两级 Liangji',
    enabled: true,
    publicClient: false,
    clientAuthenticatorType: 'client-secret',
    secret: 'liangji-web-sample',
    standardFlowEnabled: true,
    implicitFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: false,
    redirectUris: ['http://localhost/auth/callback', 'http://127.0.0.1/auth/callback'],
    webOrigins: [],
    attributes: {
      'pkce.code.challenge.method': 'S256',
      'post.logout.redirect.uris': 'http://localhost/##http://127.0.0.1/',
    },
    defaultClientScopes: ['basic', 'profile'],
    optionalClientScopes: [],
    protocolMappers: [audience, tenantOfPerson],
  };
}

/** One machine client: client credentials only, its secret a sample like everything in this file. */
export function machineClient(clientId: string, tenant: string, name: string): RealmClient {
  return {
    clientId,
    name,
    enabled: true,
    publicClient: false,
    clientAuthenticatorType: 'client-secret',
    secret: `${clientId}-sample`,
    standardFlowEnabled: false,
    implicitFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: true,
    redirectUris: [],
    defaultClientScopes: ['basic', 'profile'],
    optionalClientScopes: [],
    protocolMappers: [audience, tenantOfMachine(tenant)],
  };
}
