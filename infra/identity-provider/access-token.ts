import { findClient, findPerson, type Directory } from './directory.ts';
import { fullName, mappedClaims } from './realm.ts';

/** What oidc-provider gave us of a token about to be signed. */
export interface TokenSource {
  readonly clientId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly sessionUid?: string | undefined;
}

/**
 * The payload of an access token as Keycloak writes it: `typ` Bearer, `azp`, a list of audiences, who it is, the mapped
 * claims. `given` holds what the provider fixed already (iss, iat, exp, jti, scope).
 */
export async function accessTokenPayload(
  directory: Directory,
  token: TokenSource,
  given: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const found = await findClient(directory, token.clientId ?? '');
  const user = token.accountId ? await findPerson(directory, token.accountId) : found?.user;
  if (!found || !user) throw new Error(`no account behind client ${token.clientId}`);
  const { client } = found;
  const mapped = mappedClaims(client, user);
  const { iss, iat, exp, jti, scope } = given;
  return {
    exp,
    iat,
    jti,
    iss,
    aud: mapped.audience,
    sub: user.id,
    typ: 'Bearer',
    azp: client.clientId,
    ...(token.sessionUid ? { sid: token.sessionUid } : {}),
    scope,
    ...mapped.claims,
    preferred_username: user.username,
    ...(fullName(user) ? { name: fullName(user), given_name: user.firstName, family_name: user.lastName } : {}),
    ...(user.serviceAccountClientId ? { client_id: client.clientId } : {}),
  };
}
