import { error } from '@sveltejs/kit';
import { loadPeriods } from '#lib/city/load-periods.ts';
import { loadScore } from '#lib/score/load-score.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'county') error(404, 'not found');
  const cityId = actor.city.id;
  const periods = await loadPeriods(event, client, cityId);
  const period = periods.find((one) => one.label === event.params.period);
  if (!period) error(404, 'not found');
  return { score: await loadScore(event, client, { cityId, tenantId: actor.tenant.id, periodId: period.id }) };
};
