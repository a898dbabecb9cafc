import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';
import { makeSigningKey } from '@liangji/infra/identity-provider';
import { QIAN_WEI, STRANGER } from './cast.ts';
import { sign, type Signer } from './tokens.ts';

/** What `/auth/me` answers: 200, or the code of the problem and, for AUTH-TOKEN, words in its reason. */
export interface Verdict {
  readonly verdict: 200 | 'AUTH-TOKEN' | 'AUTH-STRANGER';
  readonly reason?: RegExp;
}

/** What a provider gave 赵敏's browser, somebody without a post, and the machine client of 射洪市. */
export interface Minted {
  readonly person: { readonly access: string; readonly id: string; readonly refresh: string };
  readonly stranger: { readonly access: string };
  readonly machine: string;
}

/**
 * Tokens and the verdict every one of them must get, whichever provider signs: the embedded one or a real Keycloak that
 * was given the same key.
 */
export interface CorpusToken extends Verdict {
  readonly name: string;
  make(signer: Signer): Promise<string> | string;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = (): number => Math.floor(Date.now() / 1000);

function publicPem({ key }: Signer): string {
  const { kty, n, e } = key;
  return createPublicKey({ key: { kty, n, e } as JsonWebKey, format: 'jwk' })
    .export({ type: 'spki', format: 'pem' })
    .toString();
}

async function changedAfterSigning(signer: Signer, change: Record<string, unknown>): Promise<string> {
  const [header, payload, signature] = (await sign(signer)).split('.');
  const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as Record<string, unknown>;
  return `${header}.${encode({ ...claims, ...change })}.${signature}`;
}

async function withHeader(signer: Signer, header: unknown, signature?: (signed: string) => string): Promise<string> {
  const [, payload] = (await sign(signer)).split('.');
  const signed = `${encode(header)}.${payload}`;
  return `${signed}.${signature ? signature(signed) : 'AAAA'}`;
}

export const TOKEN_CORPUS: readonly CorpusToken[] = [
  { name: 'a genuine token', verdict: 200, make: (signer) => sign(signer) },
  {
    name: 'a genuine token with one audience as text',
    verdict: 200,
    make: (signer) => sign(signer, { aud: 'liangji-gateway' }),
  },
  {
    name: 'a genuine token of an issuer whose clock is three seconds ahead',
    verdict: 200,
    make: (signer) => sign(signer, { iat: now() + 3, nbf: now() + 3 }),
  },
  {
    name: 'a token that ended three seconds ago by our clock',
    verdict: 200,
    make: (signer) => sign(signer, { iat: now() - 300, exp: now() - 3 }),
  },
  {
    name: 'algorithm none without signature',
    verdict: 'AUTH-TOKEN',
    make: async (signer) => `${encode({ alg: 'none' })}.${(await sign(signer)).split('.')[1]}.`,
  },
  {
    name: 'algorithm none with something for a signature',
    verdict: 'AUTH-TOKEN',
    reason: /algorithm/,
    make: (signer) => withHeader(signer, { alg: 'none', kid: signer.key.kid }),
  },
  {
    name: 'HS256 signed with the public key',
    verdict: 'AUTH-TOKEN',
    reason: /algorithm/,
    make: (signer) =>
      withHeader(signer, { alg: 'HS256', typ: 'JWT', kid: signer.key.kid }, (signed) =>
        createHmac('sha256', publicPem(signer)).update(signed).digest('base64url'),
      ),
  },
  {
    name: 'RS256 claimed over an HMAC with the public key',
    verdict: 'AUTH-TOKEN',
    reason: /signature/,
    make: (signer) =>
      withHeader(signer, { alg: 'RS256', typ: 'JWT', kid: signer.key.kid }, (signed) =>
        createHmac('sha256', publicPem(signer)).update(signed).digest('base64url'),
      ),
  },
  {
    name: 'another issuer',
    verdict: 'AUTH-TOKEN',
    reason: /issuer/,
    make: (signer) => sign(signer, { iss: 'https://evil.example/realms/liangji' }),
  },
  {
    name: 'another realm of the same server',
    verdict: 'AUTH-TOKEN',
    reason: /issuer/,
    make: (signer) => sign(signer, { iss: signer.issuer.replace('liangji', 'master') }),
  },
  {
    name: 'meant for another service',
    verdict: 'AUTH-TOKEN',
    reason: /not meant/,
    make: (signer) => sign(signer, { aud: ['account'] }),
  },
  {
    name: 'no audience',
    verdict: 'AUTH-TOKEN',
    reason: /not meant/,
    make: (signer) => sign(signer, { aud: undefined }),
  },
  {
    name: 'an id token',
    verdict: 'AUTH-TOKEN',
    reason: /not an access token/,
    make: (signer) => sign(signer, { typ: 'ID', aud: ['liangji-web', 'liangji-gateway'] }),
  },
  {
    name: 'a refresh token',
    verdict: 'AUTH-TOKEN',
    reason: /not an access token/,
    make: (signer) => sign(signer, { typ: 'Refresh' }),
  },
  { name: 'no type', verdict: 'AUTH-TOKEN', make: (signer) => sign(signer, { typ: undefined }) },
  {
    name: 'expired',
    verdict: 'AUTH-TOKEN',
    reason: /expired/,
    make: (signer) => sign(signer, { iat: now() - 600, exp: now() - 300 }),
  },
  { name: 'no expiry', verdict: 'AUTH-TOKEN', make: (signer) => sign(signer, { exp: undefined }) },
  { name: 'an expiry that is text', verdict: 'AUTH-TOKEN', make: (signer) => sign(signer, { exp: 'never' }) },
  {
    name: 'not yet valid',
    verdict: 'AUTH-TOKEN',
    reason: /not yet/,
    make: (signer) => sign(signer, { nbf: now() + 60 }),
  },
  {
    name: 'issued in the future',
    verdict: 'AUTH-TOKEN',
    reason: /not yet/,
    make: (signer) => sign(signer, { iat: now() + 60, exp: now() + 360 }),
  },
  {
    name: 'an unknown key',
    verdict: 'AUTH-TOKEN',
    reason: /unknown key/,
    make: (signer) => sign({ ...signer, key: makeSigningKey() }),
  },
  {
    name: 'another key under a known key id',
    verdict: 'AUTH-TOKEN',
    reason: /signature/,
    make: (signer) => sign({ ...signer, key: { ...makeSigningKey(), kid: signer.key.kid } }),
  },
  {
    name: 'no key id',
    verdict: 'AUTH-TOKEN',
    reason: /key id/,
    make: (signer) => sign(signer, {}, { kid: undefined }),
  },
  {
    name: 'a critical header nobody understands',
    verdict: 'AUTH-TOKEN',
    reason: /critical/,
    make: (signer) => withHeader(signer, { alg: 'RS256', kid: signer.key.kid, crit: ['b64'], b64: false }),
  },
  {
    name: 'claims changed after signing',
    verdict: 'AUTH-TOKEN',
    reason: /signature/,
    make: (signer) => changedAfterSigning(signer, { tenant: QIAN_WEI.tenant }),
  },
  {
    name: 'oversized',
    verdict: 'AUTH-TOKEN',
    reason: /too large/,
    make: (signer) => sign(signer, { padding: 'x'.repeat(9_000) }),
  },
  { name: 'not a token at all', verdict: 'AUTH-TOKEN', make: () => 'abc' },
  { name: 'three parts that are no JSON', verdict: 'AUTH-TOKEN', make: () => 'abc.def.ghi' },
  { name: 'JSON that is no object', verdict: 'AUTH-TOKEN', make: () => `${encode(1)}.${encode(null)}.AAAA` },
  {
    name: 'a genuine token that claims a foreign tenant',
    verdict: 'AUTH-STRANGER',
    make: (signer) => sign(signer, { tenant: QIAN_WEI.tenant }),
  },
  {
    name: 'a genuine token without a tenant',
    verdict: 'AUTH-STRANGER',
    make: (signer) => sign(signer, { tenant: undefined }),
  },
  {
    name: 'a genuine token of somebody without a post',
    verdict: 'AUTH-STRANGER',
    make: (signer) => sign(signer, { sub: STRANGER.subject }),
  },
  {
    name: 'a genuine token of a machine client nobody registered',
    verdict: 'AUTH-STRANGER',
    make: (signer) => sign(signer, { azp: 'some-other-client' }),
  },
];

/** Tokens nobody can imitate: those the provider really makes. */
export const MINTED_TOKENS: readonly (Verdict & { readonly name: string; pick(minted: Minted): string })[] = [
  { name: 'an access token of a person', verdict: 200, pick: ({ person }) => person.access },
  { name: 'an access token of a machine client', verdict: 200, pick: ({ machine }) => machine },
  {
    name: 'an access token of somebody without a post',
    verdict: 'AUTH-STRANGER',
    pick: ({ stranger }) => stranger.access,
  },
  { name: 'an id token', verdict: 'AUTH-TOKEN', reason: /not an access token/, pick: ({ person }) => person.id },
  { name: 'a refresh token', verdict: 'AUTH-TOKEN', pick: ({ person }) => person.refresh },
];
