import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';
import type { ResultOf } from 'gql.tada';
import { ask, type Asking } from '#lib/graphql/ask.ts';
import { leaveOutEmpty } from '#lib/ui/empty-filters.ts';
import { filterVariables, readFilters, writeFilters } from './filters.ts';
import { CityUploads, CountyUploads } from './uploads.queries.ts';

/** A county, or all counties of a city. */
export type Reach = { tenantId: number } | { cityId: number };

/** A page of uploads as the address asks for it. `reachOf` says whose, by the county that the address names. */
export async function loadUploads(
  event: Asking & { url: URL },
  client: ApolloClient,
  reachOf: (region: string | null) => Reach,
) {
  const filters = readFilters(event.url.searchParams);
  leaveOutEmpty(event.url, writeFilters(filters));
  const reach = reachOf(filters.region);
  const variables = { ...reach, ...filterVariables(filters) };
  const query = queryOf(reach);
  return { filters, query, variables, first: await ask(event, client, query, variables) };
}

/** Both answer the same. */
const queryOf = (reach: Reach) =>
  ('tenantId' in reach ? CountyUploads : CityUploads) as TypedDocumentNode<
    ResultOf<typeof CountyUploads>,
    OperationVariables
  >;

export type LoadedUploads = Awaited<ReturnType<typeof loadUploads>>;
