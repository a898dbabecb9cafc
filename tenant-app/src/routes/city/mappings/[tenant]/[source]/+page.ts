import { error } from '@sveltejs/kit';
import { findCounty } from '#lib/city/find-county.ts';
import { loadMapping } from '#lib/mapping/load-mapping.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'city') error(404, 'not found');
  const county = await findCounty(event, client, actor.city.id, event.params.tenant);
  return { county, mapping: await loadMapping(event, county.tenantId, event.params.source) };
};
