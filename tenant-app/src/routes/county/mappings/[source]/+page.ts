import { error } from '@sveltejs/kit';
import { loadMapping } from '#lib/mapping/load-mapping.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { actor } = await event.parent();
  if (actor.kind !== 'county') error(404, 'not found');
  return { mapping: await loadMapping(event, actor.tenant.id, event.params.source) };
};
