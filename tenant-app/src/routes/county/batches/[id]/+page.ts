import { error } from '@sveltejs/kit';
import { readFindings, readRefusal } from '#lib/batches/report.ts';
import { isFinished } from '#lib/batches/words.ts';
import { ask } from '#lib/graphql/ask.ts';
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
  const finished = isFinished(first.batch.state);
  return {
    variables,
    first,
    findings: finished ? await readFindings(event.fetch, id) : [],
    refusal: first.batch.state === 'refused' ? await readRefusal(event.fetch, id) : null,
  };
};
