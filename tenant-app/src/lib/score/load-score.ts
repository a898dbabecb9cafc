import type { ApolloClient } from '@apollo/client';
import { error } from '@sveltejs/kit';
import { loadScheme } from '#lib/assessment/load-scheme.ts';
import { isInForce } from '#lib/assessment/published.ts';
import { ask } from '#lib/graphql/ask.ts';
import type { Asking } from '#lib/graphql/ask.ts';
import { pageVariables, readPage } from '#lib/ui/paging.ts';
import { CountedCases, Score } from './score.queries.ts';

interface Which {
  tenantId: number;
  cityId: number;
  periodId: string;
}

/** Everything a score page shows. `?counter=` opens the list of one counter, the rest of the address says which page of it. */
export async function loadScore(event: Asking & { url: URL }, client: ApolloClient, which: Which) {
  const { cityId, periodId } = which;
  const [score, scheme] = await Promise.all([
    ask(event, client, Score, which),
    loadScheme(event, client, { cityId, periodId }),
  ]);
  if (!score.period || !score.tenant) error(404, 'not found');
  const counter = event.url.searchParams.get('counter');
  const page = readPage(event.url.searchParams);
  const { countedCases } = counter
    ? await ask(event, client, CountedCases, {
        tenantId: which.tenantId,
        periodId: which.periodId,
        counter: counter.slice(0, 100),
        ...pageVariables(page),
      })
    : { countedCases: null };
  return {
    period: score.period,
    scheme,
    tenant: score.tenant,
    result: score.result && isInForce(score.period, score.result) ? score.result : null,
    counter,
    page,
    countedCases,
  };
}

export type LoadedScore = Awaited<ReturnType<typeof loadScore>>;
