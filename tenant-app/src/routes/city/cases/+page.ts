import { error } from '@sveltejs/kit';
import { loadCaseList } from '#lib/cases/load-case-list.ts';
import { CityTenants } from '#lib/city/city.queries.ts';
import { ask } from '#lib/graphql/ask.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'city') error(404, 'not found');
  const { tenants } = await ask(event, client, CityTenants, { cityId: actor.city.id });
  const loaded = await loadCaseList(event, client, (county) => {
    const chosen = tenants.find(({ slug }) => slug === county)?.tenantId ?? null;
    if (county !== null && chosen === null) error(404, 'not found');
    return { tenantId: chosen, cityId: chosen === null ? actor.city.id : null };
  });
  return { loaded, tenants };
};
