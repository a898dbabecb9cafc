import { error } from '@sveltejs/kit';
import { loadAudit } from '#lib/audit/load-audit.ts';
import { CityTenants } from '#lib/city/city.queries.ts';
import { ask } from '#lib/graphql/ask.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'city') error(404, 'not found');
  const [loaded, { tenants }] = await Promise.all([
    loadAudit(event),
    ask(event, client, CityTenants, { cityId: actor.city.id }),
  ]);
  return { ...loaded, tenants };
};
