import { ApolloClient, InMemoryCache } from '@apollo/client';
import { trustedLink } from './trusted-link.ts';

/** What its `id` alone does not name: two explanations may go by two versions of a calendar, two periods by two of a scheme. */
const TYPES = { DeadlineCalendar: { keyFields: false }, Scheme: { keyFields: ['id', 'version'] } } as const;

/** A fresh client: one per request on the server (nothing is shared between visitors), one for the life of the page in the browser. */
export function createClient(): ApolloClient {
  return new ApolloClient({ cache: new InMemoryCache({ typePolicies: TYPES }), link: trustedLink });
}
