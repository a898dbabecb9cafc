import type { ApolloClient } from '@apollo/client';
import { ask, type Asking } from '#lib/graphql/ask.ts';
import { PeriodScheme } from './scheme.queries.ts';

/** The scheme of a period with what was decided of it; null where the period is not there. */
export async function loadScheme(event: Asking, client: ApolloClient, which: { cityId: number; periodId: string }) {
  const { period } = await ask(event, client, PeriodScheme, which);
  return period?.scheme ?? null;
}
