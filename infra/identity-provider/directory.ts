import type { ClientMetadata } from 'oidc-provider';
import { machineClient } from '../realm/clients.ts';
import type { Account, Accounts } from './accounts.ts';
import { findServiceAccount, findUser, type Realm, type RealmClient, type RealmUser } from './realm.ts';

/** Who has an account: the people and clients of the realm file, and those the platform gave one. */
export interface Directory {
  readonly realm: Realm;
  /** Undefined without a database. */
  readonly accounts: Accounts | undefined;
}

/** Somebody who may have signed in, by the `sub` of the tokens. */
export async function findPerson({ realm, accounts }: Directory, subject: string): Promise<RealmUser | undefined> {
  const account = await accounts?.ofSubject(subject);
  return account === undefined ? findUser(realm, subject) : userOf(account);
}

/** A client of the realm file, else a machine client the platform gave a secret. */
export async function findClient(
  { realm, accounts }: Directory,
  clientId: string,
): Promise<{ readonly client: RealmClient; readonly user: RealmUser | undefined } | undefined> {
  const client = realm.clients.find((entry) => entry.clientId === clientId);
  if (client !== undefined) return { client, user: findServiceAccount(realm, clientId) };
  const account = await clientAccount(accounts, clientId);
  if (account === undefined) return undefined;
  const made = machineClient(clientId, account.tenantSlug ?? '', clientId);
  return { client: made, user: { ...userOf(account), serviceAccountClientId: clientId } };
}

/** How oidc-provider sees such a machine client: with the hash for a secret, compared by `secretMatches`. */
export async function accountClient(
  accounts: Accounts | undefined,
  clientId: string,
): Promise<ClientMetadata | undefined> {
  const account = await clientAccount(accounts, clientId);
  if (account === undefined) return undefined;
  return {
    client_id: clientId,
    client_secret: account.secretHash,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_basic',
  };
}

async function clientAccount(accounts: Accounts | undefined, clientId: string): Promise<Account | undefined> {
  const account = await accounts?.named(clientId);
  return account?.kind === 'client' ? account : undefined;
}

const userOf = ({ subject, username, tenantSlug }: Account): RealmUser => ({
  id: subject,
  username,
  enabled: true,
  ...(tenantSlug === null ? {} : { attributes: { tenant: [tenantSlug] } }),
});
