import type { ApolloClient } from '@apollo/client';
import { ask, type Asking } from '#lib/graphql/ask.ts';
import { readAll } from '#lib/graphql/read-all.ts';
import { CityPeriods } from './city.queries.ts';
import type { CityPeriod } from './index.ts';

/** Every assessment period of a city, the latest first. */
export const loadPeriods = (event: Asking, client: ApolloClient, cityId: number): Promise<CityPeriod[]> =>
  readAll(async (after) => (await ask(event, client, CityPeriods, { cityId, after })).periods);
