import { ApolloClient, InMemoryCache } from '@apollo/client';
import { trustedLink } from './trusted-link.ts';

/** A calendar's `id` does not name one thing: two explanations may go by two of its versions. */
const TYPES = { DeadlineCalendar: { keyFields: false } } as const;

/** A fresh client: one per request on the server (nothing is shared between visitors), one for the life of the page in the browser. */
export function createClient(): ApolloClient {
  return new ApolloClient({ cache: new InMemoryCache({ typePolicies: TYPES }), link: trustedLink });
}
