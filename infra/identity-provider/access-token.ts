import { findServiceAccount, findUser, fullName, mappedClaims, type Realm } from './realm.ts';

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
export function accessTokenPayload(
  realm: Realm,
  token: TokenSource,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const client = realm.clients.find((entry) => entry.clientId === token.clientId);
  const user = token.accountId ? findUser(realm, token.accountId) : findServiceAccount(realm, token.clientId ?? '');
  if (!client || !user) throw new Error(`no account behind client ${token.clientId}`);
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
