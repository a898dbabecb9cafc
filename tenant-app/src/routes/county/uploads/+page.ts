import { error } from '@sveltejs/kit';
import { loadUploads } from '#lib/batches/load-uploads.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'county') error(404, 'not found');
  return { loaded: await loadUploads(event, client, () => ({ tenantId: actor.tenant.id })) };
};
