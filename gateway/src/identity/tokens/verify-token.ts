import { createRequire } from 'node:module';
import type { KeyObject } from 'node:crypto';
import { type CodeOf, type Deps, message, Problem } from '@liangji/platform';
import { IssuerAway, UnknownKey, type SigningKeys } from './signing-keys.ts';

/**
 * The one file that knows keycloak-connect, and the port behind which it could be replaced. Its `validateToken` checks
 * signature, expiry, type, issuer and audience; around it stands what it lacks: a size limit, a strict form, RS256 only
 * before anything is believed, a tolerance for clocks, not-before, and keys that survive an outage (`signing-keys.ts`).
 */
export type VerifyToken = (token: string) => Promise<VerifiedToken>;

/** What a genuine access token says. Who that is in our house is decided by the database, not here. */
export interface VerifiedToken {
  readonly issuer: string;
  readonly subject: string;
  /** Client the token was given to (claim `azp`): the web app for people, a machine client else. */
  readonly clientId: string;
  /** Signed claim `tenant`; empty when the account has none. */
  readonly tenantSlug: string;
  readonly expiresAt: Date;
}

/** Larger than any token of ours (about 1.3 kB), small enough never to cost anything. */
const LARGEST_CHARACTERS = 8 * 1024;
/** Clocks of two machines may differ by this much, seconds. */
const TOLERANCE_SECONDS = 5;
const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;

interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly azp: string;
  readonly exp: number;
  readonly iat: number;
  readonly nbf?: number;
  readonly tenant?: unknown;
}

/** What we use of keycloak-connect's private classes; it ships no types for them. */
interface ConnectToken {
  header: { alg?: unknown; kid?: unknown; crit?: unknown };
  content: Claims;
  isExpired(): boolean;
}
interface GrantManager {
  rotation: { getJWK(kid: string): Promise<KeyObject> };
  validateToken(token: ConnectToken, type: 'Bearer'): Promise<ConnectToken>;
}
const require = createRequire(import.meta.url);
const Token = require('keycloak-connect/middleware/auth-utils/token.js') as new (token: string) => ConnectToken;
const GrantManagerOfConnect = require('keycloak-connect/middleware/auth-utils/grant-manager.js') as new (config: {
  realmUrl: string;
  clientId: string;
  bearerOnly: true;
  verifyTokenAudience: true;
}) => GrantManager;

type Reason = Extract<CodeOf<'phrase'>, `token.${string}`>;
const refuse = (reason: Exclude<Reason, 'token.words'>, cause?: unknown): Problem =>
  new Problem('AUTH-TOKEN', { reason: message(reason) }, { cause });

/** The words of keycloak-connect for a refusal, and ours. */
const REASONS: readonly (readonly [RegExp, Exclude<Reason, 'token.words'>])[] = [
  [/expired/, 'token.expired'],
  [/wrong type/, 'token.type'],
  [/wrong ISS/, 'token.issuer'],
  [/wrong audience/, 'token.audience'],
  [/signature/, 'token.signature'],
];

function isClaims(content: unknown): content is Claims {
  if (typeof content !== 'object' || content === null) return false;
  const { iss, sub, azp, exp, iat, nbf } = content as Record<string, unknown>;
  return (
    [iss, sub, azp].every((claim) => typeof claim === 'string' && claim !== '') &&
    [exp, iat, nbf ?? 0].every((claim) => typeof claim === 'number' && Number.isFinite(claim))
  );
}

/** Parses; refuses everything whose form alone is wrong before any key or signature is looked at. */
function parse(text: string): ConnectToken {
  if (text.length > LARGEST_CHARACTERS) throw refuse('token.too-large');
  if (!FORM.test(text)) throw refuse('token.unsigned');
  const token = new Token(text);
  const { header, content } = token;
  if (typeof header !== 'object' || header === null || !isClaims(content)) throw refuse('token.unreadable');
  if (header.alg !== 'RS256') throw refuse('token.algorithm');
  if (header.crit !== undefined) throw refuse('token.critical');
  if (typeof header.kid !== 'string' || header.kid === '') throw refuse('token.key-id');
  return token;
}

/** Makes the verifier of one issuer. Problems: AUTH-TOKEN with the reason; SYS-UNAVAILABLE when no key can be had. */
export function makeVerifier(
  options: { readonly issuer: string; readonly audience: string; readonly keys: SigningKeys },
  deps: Pick<Deps, 'clock'>,
): VerifyToken {
  const manager = new GrantManagerOfConnect({
    realmUrl: options.issuer,
    clientId: options.audience,
    bearerOnly: true,
    verifyTokenAudience: true,
  });

  return async (text) => {
    const token = parse(text);
    const claims = token.content;
    const now = deps.clock.now().getTime() / 1000;
    if (claims.iat > now + TOLERANCE_SECONDS || (claims.nbf ?? 0) > now + TOLERANCE_SECONDS) {
      throw refuse('token.not-yet');
    }
    token.isExpired = () => claims.exp + TOLERANCE_SECONDS < now;

    // keycloak-connect folds a failed key look-up into its own words; we keep the cause for ourselves.
    let keyFailure: unknown;
    const validation = Object.create(manager) as GrantManager;
    validation.rotation = {
      getJWK: (kid) =>
        options.keys.get(kid).catch((error: unknown) => {
          keyFailure = error;
          throw error;
        }),
    };
    try {
      await validation.validateToken(token, 'Bearer');
    } catch (error) {
      if (keyFailure instanceof IssuerAway) throw new Problem('SYS-UNAVAILABLE', {}, { cause: keyFailure });
      if (keyFailure instanceof UnknownKey) throw refuse('token.unknown-key', keyFailure);
      const words = error instanceof Error ? error.message : String(error);
      throw refuse(REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? 'token.refused', error);
    }
    return {
      issuer: claims.iss,
      subject: claims.sub,
      clientId: claims.azp,
      tenantSlug: typeof claims.tenant === 'string' ? claims.tenant : '',
      expiresAt: new Date(claims.exp * 1000),
    };
  };
}
