import type { ApolloClient } from '@apollo/client';
import { error } from '@sveltejs/kit';
import { ask, type Asking } from '#lib/graphql/ask.ts';
import { CityTenants } from './city.queries.ts';
import type { CityTenant } from './index.ts';

/** Counties and zones of a city. */
export async function loadCounties(event: Asking, client: ApolloClient, cityId: number): Promise<CityTenant[]> {
  const { tenants } = await ask(event, client, CityTenants, { cityId });
  return tenants.filter(({ kind }) => kind !== 'city');
}

/** The county of a city by its short name; not found where it has none of that name. */
export async function findCounty(
  event: Asking,
  client: ApolloClient,
  cityId: number,
  slug: string,
): Promise<CityTenant> {
  const found = (await loadCounties(event, client, cityId)).find((one) => one.slug === slug);
  if (!found) error(404, 'not found');
  return found;
}
