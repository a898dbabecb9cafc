import { ApolloClient, InMemoryCache } from '@apollo/client';
import { browser } from '$app/env';
import { trustedLink } from './trusted-link.ts';

/** A calendar's `id` does not name one thing: two explanations may go by two of its versions. */
const TYPES = { DeadlineCalendar: { keyFields: false } } as const;

const createClient = (): ApolloClient =>
  new ApolloClient({ cache: new InMemoryCache({ typePolicies: TYPES }), link: trustedLink });

const ofBrowser = browser ? createClient() : null;

/** The client that pages with a cache ask with: the browser's one, or a new one for this very request. */
export const clientOfRequest = (): ApolloClient => ofBrowser ?? createClient();
