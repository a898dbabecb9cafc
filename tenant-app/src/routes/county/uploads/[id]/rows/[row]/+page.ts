import { error } from '@sveltejs/kit';
import { loadRow } from '#lib/batches/load-row.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'county') error(404, 'not found');
  return { loaded: await loadRow(event, client, actor.tenant.id) };
};
