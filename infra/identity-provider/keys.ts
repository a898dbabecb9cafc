import { createHash, createPublicKey, generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A private RSA key as JWK; the first of a list signs, the others are still published. */
export type SigningKey = JsonWebKey & { kid: string; kty: 'RSA'; alg: 'RS256'; use: 'sig' };

export interface Keys {
  readonly signing: readonly SigningKey[];
  /** Secret under which the provider's own cookies are signed. */
  readonly cookies: readonly string[];
}

/** A fresh 2048-bit key; its id is a hash of its public half, so that two keys never share one. */
export function makeSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(`${jwk.n}.${jwk.e}`).digest('base64url');
  return { ...jwk, kid, kty: 'RSA', alg: 'RS256', use: 'sig' };
}

/** Keys of this installation from `<home>/identity/keys.json`, made at the first start, readable by the owner only. */
export function loadKeys(home: string): Keys {
  const folder = join(home, 'identity');
  const path = join(folder, 'keys.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Keys;
  const keys: Keys = { signing: [makeSigningKey()], cookies: [randomBytes(32).toString('base64url')] };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(keys), { mode: 0o600 });
  renameSync(temporary, path); // never half a file, however we are stopped
  return keys;
}

/** The public half as Keycloak's realm document shows it: base64 of the DER, without PEM lines. */
export function publicKeyText(key: SigningKey): string {
  const { kty, n, e } = key;
  return createPublicKey({ key: { kty, n, e } as JsonWebKey, format: 'jwk' })
    .export({ type: 'spki', format: 'der' })
    .toString('base64');
}
