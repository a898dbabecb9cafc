import type { ApolloClient } from '@apollo/client';
import { error } from '@sveltejs/kit';
import { ask } from '#lib/graphql/ask.ts';
import type { Asking } from '#lib/graphql/ask.ts';
import { call } from '#lib/trpc/client.ts';
import { CasePage } from './case.queries.ts';
import { readUploadedRow } from './uploaded-row.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Everything a case page shows. A case that is missing, or somebody else's, is not found: the same in both cases. */
export async function loadCase(event: Asking, client: ApolloClient, tenantId: number, id: string) {
  if (!UUID.test(id)) error(404, 'not found');
  const { case: found } = await ask(event, client, CasePage, { tenantId, id });
  if (!found) error(404, 'not found');
  const deadline = await call(event, (trpc) => trpc.cases.explainDeadline.query({ tenantId, caseId: id }));
  const rows = await Promise.all(
    found.sources.map((source) => readUploadedRow(event, tenantId, source.batchId, source.rowNo)),
  );
  return { case: found, deadline, rows };
}

export type LoadedCase = Awaited<ReturnType<typeof loadCase>>;
