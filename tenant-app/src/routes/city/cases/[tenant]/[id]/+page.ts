import { error } from '@sveltejs/kit';
import { loadCase } from '#lib/case-page/load-case.ts';
import { CityTenants } from '#lib/city/city.queries.ts';
import { ask } from '#lib/graphql/ask.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'city') error(404, 'not found');
  const { tenants } = await ask(event, client, CityTenants, { cityId: actor.city.id });
  const tenant = tenants.find((one) => one.slug === event.params.tenant);
  if (!tenant) error(404, 'not found');
  return {
    loaded: await loadCase(event, client, tenant.tenantId, event.params.id),
    period: event.url.searchParams.get('from'),
    tenant,
  };
};
