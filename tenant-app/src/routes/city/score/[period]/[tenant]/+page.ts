import { error } from '@sveltejs/kit';
import { CityTenants } from '#lib/city/city.queries.ts';
import { loadPeriods } from '#lib/city/load-periods.ts';
import { ask } from '#lib/graphql/ask.ts';
import { loadScore } from '#lib/score/load-score.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'city') error(404, 'not found');
  const cityId = actor.city.id;
  const [periods, { tenants }] = await Promise.all([
    loadPeriods(event, client, cityId),
    ask(event, client, CityTenants, { cityId }),
  ]);
  const period = periods.find((one) => one.label === event.params.period);
  const tenant = tenants.find((one) => one.slug === event.params.tenant);
  if (!period || !tenant) error(404, 'not found');
  return { score: await loadScore(event, client, { cityId, tenantId: tenant.tenantId, periodId: period.id }) };
};
