import type { ApolloClient } from '@apollo/client';
import { error } from '@sveltejs/kit';
import { ask, type Asking } from '#lib/graphql/ask.ts';
import { answerTo } from '#lib/trpc/answer.ts';
import { trpc } from '#lib/trpc/client.ts';
import { BatchPage } from './batch.queries.ts';
import { BatchReport } from './report.queries.ts';
import { readRowPage } from './row-page.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Everything the page of an upload shows. One that is missing, or somebody else's, is not found: the same in both cases. */
export async function loadBatch(event: Asking & { url: URL }, client: ApolloClient, tenantId: number, id: string) {
  if (!UUID.test(id)) error(404, 'not found');
  const variables = { tenantId, id };
  const wanted = readRowPage(event.url.searchParams);
  const [first, { batch: report }] = await Promise.all([
    ask(event, client, BatchPage, variables),
    ask(event, client, BatchReport, variables),
  ]);
  if (!first.batch || !report) error(404, 'not found');
  const rows = await answerTo(trpc(event.fetch).batch.rows.query({ tenantId, batchId: id, ...wanted }));
  return { variables, first, report, rows, wanted };
}

export type LoadedBatch = Awaited<ReturnType<typeof loadBatch>>;
