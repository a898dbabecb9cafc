import { error } from '@sveltejs/kit';
import { BatchReport } from '#lib/batches/report.queries.ts';
import { ask } from '#lib/graphql/ask.ts';
import { BatchPage } from './batch.queries.ts';
import type { PageLoad } from './$types.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  const { id } = event.params;
  if (actor.kind !== 'county' || !UUID.test(id)) error(404, 'not found');
  const variables = { tenantId: actor.tenant.id, id };
  const [first, { batch: report }] = await Promise.all([
    ask(event, client, BatchPage, variables),
    ask(event, client, BatchReport, variables),
  ]);
  if (!first.batch || !report) error(404, 'not found');
  return { variables, first, report };
};
