import { error } from '@sveltejs/kit';
import { loadAudit } from '#lib/audit/load-audit.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { actor } = await event.parent();
  if (actor.kind !== 'county') error(404, 'not found');
  return loadAudit(event);
};
