import { ApolloClient, InMemoryCache } from '@apollo/client';
import { trustedLink } from './trusted-link.ts';

/** A fresh client: one per request on the server (nothing is shared between visitors), one for the life of the page in the browser. */
export function createClient(): ApolloClient {
  return new ApolloClient({ cache: new InMemoryCache(), link: trustedLink });
}
