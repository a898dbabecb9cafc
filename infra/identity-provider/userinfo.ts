import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import type { SigningKey } from './keys.ts';

/** Claims of a token that say who somebody is. */
const WHO = ['sub', 'name', 'given_name', 'family_name', 'preferred_username', 'tenant'];

/** What Keycloak's userinfo answers the bearer of one of our own access tokens; undefined when the token is none. */
export function userinfo(
  token: string,
  keys: readonly SigningKey[],
  issuer: string,
  nowSeconds: number,
): Record<string, unknown> | undefined {
  const [header, payload, signature] = token.split('.');
  if (!header || !payload || !signature) return undefined;
  const signed = Buffer.from(`${header}.${payload}`);
  const genuine = keys.some(({ kty, n, e }) =>
    verify(
      'sha256',
      signed,
      createPublicKey({ key: { kty, n, e } as JsonWebKey, format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    ),
  );
  if (!genuine) return undefined;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
  if (claims['iss'] !== issuer || claims['typ'] !== 'Bearer' || Number(claims['exp']) <= nowSeconds) return undefined;
  return Object.fromEntries(WHO.filter((name) => name in claims).map((name) => [name, claims[name]]));
}
