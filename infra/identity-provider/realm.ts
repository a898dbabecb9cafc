import { inTwo } from '../in-two.ts';
import { readFileSync } from 'node:fs';
import type { Realm, RealmClient, RealmUser } from '../realm/types.ts';

export type { Realm, RealmClient, RealmUser };

/** Reads a Keycloak realm file; throws one sentence when it is none. */
export function readRealm(path: string): Realm {
  const realm = JSON.parse(readFileSync(path, 'utf8')) as Realm;
  if (typeof realm.realm !== 'string' || !Array.isArray(realm.clients) || !Array.isArray(realm.users)) {
    throw new Error(
      inTwo(
        'START-REALM',
        `${path} 不是含有客户端与用户的 Keycloak 认证域文件。`,
        `${path} is not a Keycloak realm file with clients and users.`,
      ),
    );
  }
  return realm;
}

/** People who may sign in (service accounts may not), in the order of the file. */
export function listPeople(realm: Realm): RealmUser[] {
  return realm.users.filter((user) => user.enabled && user.serviceAccountClientId === undefined);
}

/** People of one tenant, or of none. */
export interface Team {
  readonly name: string;
  readonly people: readonly RealmUser[];
}

/** The same people by their tenants, in the order of the file; whoever belongs to none comes last. */
export function listTeams(realm: Realm): Team[] {
  const { organizations = [] } = realm;
  const bySlug = Map.groupBy(listPeople(realm), ({ attributes }) => attributes?.['tenant']?.[0] ?? '');
  const named = organizations.map(({ name, alias }) => ({ name, people: bySlug.get(alias) ?? [] }));
  const rest = { name: '其他 others', people: bySlug.get('') ?? [] };
  return [...named, rest].filter(({ people }) => people.length > 0);
}

export function findUser(realm: Realm, id: string): RealmUser | undefined {
  return realm.users.find((user) => user.id === id && user.enabled);
}

export function findServiceAccount(realm: Realm, clientId: string): RealmUser | undefined {
  return realm.users.find((user) => user.serviceAccountClientId === clientId && user.enabled);
}

/** 姓名 in Chinese order. */
export function fullName(user: RealmUser): string {
  return `${user.lastName ?? ''}${user.firstName ?? ''}`;
}

/** What the client's protocol mappers add to an access token: audiences and claims, as Keycloak would. */
export function mappedClaims(
  client: RealmClient,
  user: RealmUser | undefined,
): { audience: string[]; claims: Record<string, string> } {
  const audience: string[] = [];
  const claims: Record<string, string> = {};
  for (const { protocolMapper, config } of client.protocolMappers ?? []) {
    if (protocolMapper === 'oidc-audience-mapper') audience.push(config['included.client.audience']!);
    if (protocolMapper === 'oidc-hardcoded-claim-mapper') claims[config['claim.name']!] = config['claim.value']!;
    if (protocolMapper === 'oidc-usermodel-attribute-mapper') {
      const value = user?.attributes?.[config['user.attribute']!]?.[0];
      if (value !== undefined) claims[config['claim.name']!] = value;
    }
  }
  return { audience, claims };
}
