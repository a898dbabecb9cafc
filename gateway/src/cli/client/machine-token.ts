import { message, Problem } from '@liangji/platform';
import * as oidc from 'openid-client';

/** Seconds before its end at which a token is replaced: a request must not expire on its way. */
const EARLY_S = 30;

/** Gives a token that is valid now; asks the realm only when the last one is about to end. */
export type TokenSource = () => Promise<string>;

/**
 * Tokens of a machine client by client credentials. A client the realm does not accept is AUTH-CLIENT, any other refusal
 * AUTH-TOKEN with its reason; a realm that does not answer throws as the network error it is.
 */
export function machineTokens(issuer: string, clientId: string, clientSecret: string): TokenSource {
  let configuration: Promise<oidc.Configuration> | undefined;
  let token: { readonly value: string; readonly until: number } | undefined;
  return async () => {
    if (token !== undefined && token.until > Date.now()) return token.value;
    configuration ??= discover(issuer, clientId, clientSecret);
    configuration.catch(() => (configuration = undefined)); // the next call asks again
    const granted = await oidc
      .clientCredentialsGrant(await configuration)
      .catch((error: unknown) => refused(clientId, error));
    token = {
      value: granted.access_token,
      until: Date.now() + ((granted.expiresIn() ?? 60) - EARLY_S) * 1_000,
    };
    return token.value;
  };
}

function discover(issuer: string, clientId: string, clientSecret: string): Promise<oidc.Configuration> {
  const url = new URL(issuer);
  // Plain http only where nobody is between: the embedded provider on this machine.
  const isLocal = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return oidc.discovery(url, clientId, undefined, oidc.ClientSecretPost(clientSecret), {
    execute: isLocal ? [oidc.allowInsecureRequests] : [],
    timeout: 10,
  });
}

function refused(client: string, error: unknown): never {
  if (error instanceof oidc.ResponseBodyError) {
    // A realm does not distinguish a client that is not there from one with another secret.
    if (/^(invalid|unauthorized)_client$/.test(error.error))
      throw new Problem('AUTH-CLIENT', { client }, { cause: error });
    const words = error.error_description ?? error.error;
    throw new Problem('AUTH-TOKEN', { reason: message('token.words', { words }) }, { cause: error });
  }
  throw error;
}
