import * as oidc from 'openid-client';
import { message, Problem } from '@liangji/platform';
import type { Environment } from '../../environment/read-environment.ts';
import { ISSUER_TIMEOUT_MS, issuerFetch } from '../tokens/issuer.ts';

/** However busy, a session ends after this long, milliseconds. */
export const ABSOLUTE_MS = 10 * 60 * 60_000;

/** The three tokens of a browser session, and when the first of them ends. */
export interface Tokens {
  readonly access: string;
  readonly refresh: string;
  readonly id: string;
  readonly accessExpiresAt: Date;
}

/** Fresh from a sign-in, with the moment the person gave the password, by the provider's clock. */
export type SignedIn = Tokens & { readonly authenticatedAt: Date };

/** What a started sign-in must remember until the browser comes back. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The web app's client at the identity provider; its settings are discovered at the first use. */
export interface OidcClient {
  start(prompt: 'login' | undefined): Promise<{ url: URL; pending: PendingSignIn }>;
  /** Exchanges the code of the address the browser came back to; rejects with AUTH-SIGN-IN when anything is off. */
  finish(callback: URL, pending: PendingSignIn, now: Date): Promise<SignedIn>;
  /** New tokens for old; undefined when the provider ended the session, SYS-UNAVAILABLE when it does not answer. */
  refresh(tokens: Tokens, now: Date): Promise<Tokens | undefined>;
  signOutUrl(idToken: string): Promise<URL>;
}

/** A password given longer ago than a session may last is asked for again. */
const MAX_AGE_SECONDS = ABSOLUTE_MS / 1000;

type Answer = oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers;

function tokensOf(answer: Answer, now: Date, before?: Tokens): Tokens {
  return {
    access: answer.access_token,
    refresh: answer.refresh_token ?? before?.refresh ?? '',
    id: answer.id_token ?? before?.id ?? '',
    accessExpiresAt: new Date(now.getTime() + (answer.expiresIn() ?? 0) * 1000),
  };
}

const unavailable = (cause: unknown): Problem => new Problem('SYS-UNAVAILABLE', {}, { cause });

export function makeOidcClient(environment: Environment): OidcClient {
  const { issuer, origin, webClient } = environment;
  const redirectUri = `${origin}/auth/callback`;
  let discovered: Promise<oidc.Configuration> | undefined;

  function configuration(): Promise<oidc.Configuration> {
    discovered ??= oidc
      .discovery(new URL(issuer), webClient.id, undefined, oidc.ClientSecretBasic(webClient.secret), {
        timeout: ISSUER_TIMEOUT_MS / 1000,
        [oidc.customFetch]: issuerFetch(environment) as oidc.CustomFetch,
        execute: issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        discovered = undefined; // the provider may be back at the next attempt
        throw unavailable(error);
      });
    return discovered;
  }

  return {
    async start(prompt) {
      const pending = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        max_age: String(MAX_AGE_SECONDS), // so that the answer must say when the password was given
        ...(prompt ? { prompt } : {}),
      });
      return { url, pending };
    },
    async finish(callback, pending, now) {
      const settings = await configuration();
      try {
        const answer = await oidc.authorizationCodeGrant(settings, callback, {
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          pkceCodeVerifier: pending.verifier,
          idTokenExpected: true,
          maxAge: MAX_AGE_SECONDS,
        });
        const authenticatedAt = new Date((answer.claims()?.auth_time ?? 0) * 1000);
        return { ...tokensOf(answer, now), authenticatedAt };
      } catch (error) {
        throw signInFailure(error);
      }
    },
    async refresh(tokens, now) {
      const settings = await configuration();
      try {
        return tokensOf(await oidc.refreshTokenGrant(settings, tokens.refresh), now, tokens);
      } catch (error) {
        if (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant') return undefined;
        throw unavailable(error);
      }
    },
    async signOutUrl(idToken) {
      return oidc.buildEndSessionUrl(await configuration(), {
        ...(idToken ? { id_token_hint: idToken } : {}),
        post_logout_redirect_uri: `${origin}/`,
      });
    },
  };
}

/** The provider's own code where it gives one, else a word; never its text, which anybody can put into the address. */
function signInFailure(error: unknown): Problem {
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    const word = /^[a-z_]{1,40}$/.test(error.error) ? error.error : '-';
    return new Problem('AUTH-SIGN-IN', { reason: message('sign-in.refused', { word }) }, { cause: error });
  }
  if (error instanceof oidc.ClientError) {
    return new Problem('AUTH-SIGN-IN', { reason: message('sign-in.foreign') }, { cause: error });
  }
  return unavailable(error);
}
