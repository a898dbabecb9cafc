import { error } from '@sveltejs/kit';
import { isFinished } from '#lib/batches/words.ts';
import { ask } from '#lib/graphql/ask.ts';
import { call } from '#lib/trpc/client.ts';
import { BatchPage } from './batch.queries.ts';
import type { PageLoad } from './$types.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  const { id } = event.params;
  if (actor.kind !== 'county' || !UUID.test(id)) error(404, 'not found');
  const variables = { tenantId: actor.tenant.id, id };
  const first = await ask(event, client, BatchPage, variables);
  if (!first.batch) error(404, 'not found');
  const { state } = first.batch;
  const wanted = { tenantId: actor.tenant.id, batchId: id };
  return {
    variables,
    first,
    sender: await call(event, (trpc) => trpc.batch.sender.query(wanted)),
    findings: isFinished(state) ? await call(event, (trpc) => trpc.batch.findings.query(wanted)) : [],
    // GraphQL knows the code of a refusal; its sentence comes with the report.
    refusal: state === 'refused' ? (await call(event, (trpc) => trpc.batch.get.query(wanted))).refused : null,
  };
};
