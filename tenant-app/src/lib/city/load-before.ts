import type { ApolloClient } from '@apollo/client';
import type { Before } from '#lib/assessment/to-ranking.ts';
import { ask, type Asking } from '#lib/graphql/ask.ts';
import { CityStandings } from './city.queries.ts';
import type { CityPeriod } from './index.ts';

/** How everybody stood in a published period, for the changes since; null without one. */
export async function loadBefore(
  event: Asking,
  client: ApolloClient,
  cityId: number,
  period: CityPeriod | null,
): Promise<Before | null> {
  if (period === null) return null;
  const { results } = await ask(event, client, CityStandings, { cityId, periodId: period.id });
  return { period, standings: results.filter(({ isFrozen }) => isFrozen) };
}
