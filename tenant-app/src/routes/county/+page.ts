import { error } from '@sveltejs/kit';
import { ask } from '#lib/graphql/ask.ts';
import { CountyOverview } from './county.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'county') error(404, 'not found');
  const variables = { tenantId: actor.tenant.id };
  return { variables, overview: await ask(event, client, CountyOverview, variables) };
};
