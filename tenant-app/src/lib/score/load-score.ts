import type { ApolloClient } from '@apollo/client';
import { error } from '@sveltejs/kit';
import { PAGE_SIZE } from '#lib/cases/filters.ts';
import { ask } from '#lib/graphql/ask.ts';
import type { Asking } from '#lib/graphql/ask.ts';
import { CountedCases, Score } from './score.queries.ts';

interface Which {
  tenantId: number;
  cityId: number;
  periodId: string;
}

/** Everything a score page shows. `?counter=` opens the list of one counter, `&page=` a page of it. */
export async function loadScore(event: Asking & { url: URL }, client: ApolloClient, which: Which) {
  const score = await ask(event, client, Score, which);
  if (!score.period || !score.tenant) error(404, 'not found');
  const counter = event.url.searchParams.get('counter');
  const page = Math.min(10_000, Math.max(1, Number(event.url.searchParams.get('page')) || 1));
  const { countedCases } = counter
    ? await ask(event, client, CountedCases, {
        tenantId: which.tenantId,
        periodId: which.periodId,
        counter: counter.slice(0, 100),
        first: PAGE_SIZE,
        offset: (Math.trunc(page) - 1) * PAGE_SIZE,
      })
    : { countedCases: null };
  return {
    period: score.period,
    tenant: score.tenant,
    result: score.result,
    counter,
    page: Math.trunc(page),
    countedCases,
  };
}

export type LoadedScore = Awaited<ReturnType<typeof loadScore>>;
