import { error } from '@sveltejs/kit';
import { loadCaseList } from '#lib/cases/load-case-list.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'county') error(404, 'not found');
  return { loaded: await loadCaseList(event, client, () => ({ tenantId: actor.tenant.id, cityId: null })) };
};
