import { error } from '@sveltejs/kit';
import { loadBatch } from '#lib/batches/load-batch.ts';
import { findCounty } from '#lib/city/find-county.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'city') error(404, 'not found');
  const county = await findCounty(event, client, actor.city.id, event.params.tenant);
  return { county, loaded: await loadBatch(event, client, county.tenantId, event.params.id) };
};
