import { importJWK, SignJWT, type JWTPayload } from 'jose';
import type { SigningKey } from '@liangji/infra/identity-provider';
import { SHEHONG_UPLOAD, ZHAO_MIN } from './cast.ts';

/** Who signs a token of the corpus, and for which realm. A real Keycloak with an imported key fits as well. */
export interface Signer {
  readonly issuer: string;
  readonly key: SigningKey;
}

/** Claims of 赵敏's genuine access token, now. */
function personClaims(issuer: string): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    sub: ZHAO_MIN.subject,
    aud: ['liangji-gateway'],
    azp: 'liangji-web',
    typ: 'Bearer',
    tenant: ZHAO_MIN.tenant,
    preferred_username: ZHAO_MIN.username,
    iat: now,
    exp: now + 300,
    jti: 'a-token-of-the-corpus',
  };
}

/** A signed token; `claims` are laid over 赵敏's, `undefined` removes one. */
export async function sign(
  signer: Signer,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const payload = Object.fromEntries(
    Object.entries({ ...personClaims(signer.issuer), ...claims }).filter(([, value]) => value !== undefined),
  );
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: signer.key.kid, ...header })
    .sign(await importJWK(signer.key as never, 'RS256'));
}

/** A genuine token of a machine client, from the provider itself. */
export async function machineToken(issuer: string, client = SHEHONG_UPLOAD): Promise<string> {
  const answer = await fetch(`${issuer}/protocol/openid-connect/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client.clientId}:${client.secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (!answer.ok) throw new Error(`no token for ${client.clientId}: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}
