import { ApolloClient, defaultDataIdFromObject, InMemoryCache } from '@apollo/client';
import type { StoreObject } from '@apollo/client';
import { trustedLink } from './trusted-link.ts';

/** What its `id` alone does not name: two explanations may go by two versions of a calendar, two periods by two of a scheme. */
const TYPES = { DeadlineCalendar: { keyFields: false }, Scheme: { keyFields: ['id', 'version'] } } as const;

/** A fresh client: one per request on the server (nothing is shared between visitors), one for the life of the page in the browser. */
export function createClient(): ApolloClient {
  return new ApolloClient({
    cache: new InMemoryCache({ typePolicies: TYPES, dataIdFromObject: dataIdOf }),
    link: trustedLink,
  });
}

type Context = Parameters<typeof defaultDataIdFromObject>[1];

/** Tenants number their own: the first source system of each county has the id 1. */
export function dataIdOf(object: Readonly<StoreObject>, context: Context): string | undefined {
  const id = defaultDataIdFromObject(object, context);
  return id === undefined || object['tenantId'] === undefined ? id : `${id}@${String(object['tenantId'])}`;
}
