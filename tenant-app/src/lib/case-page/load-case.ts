import type { ApolloClient } from '@apollo/client';
import { error } from '@sveltejs/kit';
import { CaseDeadline } from '#lib/cases/deadline.queries.ts';
import { ask } from '#lib/graphql/ask.ts';
import type { Asking } from '#lib/graphql/ask.ts';
import { CaseMedia } from '#lib/media/case-media.queries.ts';
import { answerTo } from '#lib/trpc/answer.ts';
import { trpc } from '#lib/trpc/client.ts';
import { CasePage } from './case.queries.ts';
import { readUploadedRow } from '#lib/batches/uploaded-row.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Everything a case page shows. A case that is missing, or somebody else's, is not found: the same in both cases. */
export async function loadCase(event: Asking, client: ApolloClient, tenantId: number, id: string) {
  if (!UUID.test(id)) error(404, 'not found');
  const [{ case: found }, { case: explained }, { caseMedia: files }, { periods: counted }] = await Promise.all([
    ask(event, client, CasePage, { tenantId, id }),
    ask(event, client, CaseDeadline, { tenantId, id }),
    ask(event, client, CaseMedia, { tenantId, caseId: id }),
    answerTo(trpc(event.fetch).cases.counted_in.query({ tenantId, caseId: id })),
  ]);
  if (!found || !explained) error(404, 'not found');
  const rows = await Promise.all(
    found.sources.map((source) => readUploadedRow(event, tenantId, source.batchId, source.rowNo)),
  );
  return { case: found, deadline: explained.deadline, files, rows, counted };
}

export type LoadedCase = Awaited<ReturnType<typeof loadCase>>;
