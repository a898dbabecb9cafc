import { error } from '@sveltejs/kit';
import { loadCase } from '#lib/case-page/load-case.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'county') error(404, 'not found');
  return { loaded: await loadCase(event, client, actor.tenant.id, event.params.id) };
};
