import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import type { RunningKeycloak } from '@liangji/infra/keycloak';
import { makeSigningKey, type SigningKey } from '@liangji/infra/identity-provider';

/** Keycloak's admin API, as far as the tests change a running realm with it. */
export interface KeycloakAdmin {
  /** Adds a client with a service account and these protocol mappers; its secret is its id. */
  addMachine(clientId: string, mappers: readonly Mapper[]): Promise<void>;
  /** Changes settings of a client; attributes are laid over those it has. */
  changeClient(clientId: string, change: { attributes?: Record<string, string> }): Promise<void>;
  /** Changes the value of a hard-coded claim. */
  changeClaim(clientId: string, mapper: string, value: string): Promise<void>;
  /** Adds a key that signs from now on, the newest of all; `remove` withdraws it. */
  addKey(key?: SigningKey): Promise<{ kid: string; remove(): Promise<void> }>;
}

export interface Mapper {
  readonly name: string;
  readonly protocolMapper: string;
  readonly config: Readonly<Record<string, string>>;
}

export const audienceMapper: Mapper = {
  name: 'audience',
  protocolMapper: 'oidc-audience-mapper',
  config: { 'included.client.audience': 'liangji-gateway', 'access.token.claim': 'true' },
};

export const tenantMapper = (tenant: string): Mapper => ({
  name: 'tenant',
  protocolMapper: 'oidc-hardcoded-claim-mapper',
  config: {
    'claim.name': 'tenant',
    'claim.value': tenant,
    'jsonType.label': 'String',
    'access.token.claim': 'true',
  },
});

/** An access token of the server's own realm `master`, as its administrators have them. */
export async function masterToken({ origin, admin }: RunningKeycloak): Promise<string> {
  const answer = await fetch(`${origin}/realms/master/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', ...admin }),
  });
  if (!answer.ok) throw new Error(`no token for the administrator: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}

type Json = Record<string, unknown>;

export function administer(keycloak: RunningKeycloak): KeycloakAdmin {
  /** JSON of Keycloak's making; the administrator's token lives a minute, so every call has its own. */
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${keycloak.origin}/admin/realms/liangji/${path}`, {
      method,
      headers: { authorization: `Bearer ${await masterToken(keycloak)}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async function clientOf(clientId: string): Promise<Json & { id: string; attributes: Json }> {
    const [client] = await call<(Json & { id: string; attributes: Json })[]>('GET', `clients?clientId=${clientId}`);
    if (!client) throw new Error(`the realm has no client ${clientId}`);
    return client;
  }

  let priority = 1000;
  return {
    async addMachine(clientId, mappers) {
      await call('POST', 'clients', {
        clientId,
        secret: clientId,
        publicClient: false,
        standardFlowEnabled: false,
        serviceAccountsEnabled: true,
        protocolMappers: mappers.map((mapper) => ({ ...mapper, protocol: 'openid-connect' })),
      });
    },
    async changeClient(clientId, { attributes }) {
      const client = await clientOf(clientId);
      await call('PUT', `clients/${client.id}`, { ...client, attributes: { ...client.attributes, ...attributes } });
    },
    async changeClaim(clientId, name, value) {
      const { id } = await clientOf(clientId);
      const path = `clients/${id}/protocol-mappers/models`;
      const mappers = await call<(Mapper & { id: string })[]>('GET', path);
      const mapper = mappers.find((one) => one.name === name);
      if (!mapper) throw new Error(`${clientId} has no mapper ${name}`);
      await call('PUT', `${path}/${mapper.id}`, { ...mapper, config: { ...mapper.config, 'claim.value': value } });
    },
    async addKey(key = makeSigningKey()) {
      priority += 1;
      const pem = createPrivateKey({ key: key as JsonWebKey, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' });
      const name = `key of a test ${priority}`;
      await call('POST', 'components', {
        name,
        providerId: 'rsa',
        providerType: 'org.keycloak.keys.KeyProvider',
        config: {
          privateKey: [pem],
          priority: [String(priority)],
          algorithm: ['RS256'],
          active: ['true'],
          enabled: ['true'],
        },
      });
      const [component] = await call<{ id: string }[]>('GET', `components?name=${encodeURIComponent(name)}`);
      const { keys } = await call<{ keys: { kid: string; providerId: string }[] }>('GET', 'keys');
      const added = keys.find(({ providerId }) => providerId === component?.id);
      if (!component || !added) throw new Error('Keycloak did not take the key');
      return { kid: added.kid, remove: () => call('DELETE', `components/${component.id}`) };
    },
  };
}
