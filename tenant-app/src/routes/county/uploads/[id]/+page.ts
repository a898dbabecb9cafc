import { error } from '@sveltejs/kit';
import { loadBatch } from '#lib/batches/load-batch.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'county') error(404, 'not found');
  return { loaded: await loadBatch(event, client, actor.tenant.id, event.params.id) };
};
