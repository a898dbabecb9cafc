import type { Environment } from '../../environment/read-environment.ts';

/** Longest wait for an answer of the identity provider, milliseconds. */
export const ISSUER_TIMEOUT_MS = 5_000;

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * A fetch that reaches the issuer. Beside the embedded provider its public address is our own, so we go to where it
 * really listens instead of through ourselves. Every request ends after five seconds.
 */
export function issuerFetch(environment: Pick<Environment, 'issuer' | 'identityUpstream'>): Fetch {
  const { origin } = new URL(environment.issuer);
  return (url, init = {}) => {
    const address = new URL(url);
    const target =
      environment.identityUpstream && address.origin === origin
        ? new URL(address.pathname + address.search, environment.identityUpstream)
        : address;
    const deadline = AbortSignal.timeout(ISSUER_TIMEOUT_MS);
    return fetch(target, { ...init, signal: init.signal ? AbortSignal.any([init.signal, deadline]) : deadline });
  };
}
