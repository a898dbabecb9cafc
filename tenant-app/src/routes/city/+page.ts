import { error } from '@sveltejs/kit';
import { previousOf } from '#lib/assessment/change.ts';
import { choosePeriod } from '#lib/city/index.ts';
import { CityTenants } from '#lib/city/city.queries.ts';
import { loadBefore } from '#lib/city/load-before.ts';
import { loadPeriods } from '#lib/city/load-periods.ts';
import { ask } from '#lib/graphql/ask.ts';
import { CityRanking } from './ranking.queries.ts';
import { PeriodSnapshots } from './snapshots.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'city') error(404, 'not found');
  const cityId = actor.city.id;
  const [periods, { tenants }, { periodSnapshots }] = await Promise.all([
    loadPeriods(event, client, cityId),
    ask(event, client, CityTenants, { cityId }),
    ask(event, client, PeriodSnapshots, { cityId }),
  ]);
  const label = event.url.searchParams.get('period');
  const period = choosePeriod(periods, label);
  if (label !== null && period === null) error(404, 'not found');
  const variables = period ? { cityId, periodId: period.id } : null;
  const ranking = variables ? await ask(event, client, CityRanking, variables) : null;
  const before = await loadBefore(event, client, cityId, period && previousOf(periods, period));
  const snapshots = periodSnapshots.filter((one) => one.periodId === period?.id);
  return { periods, tenants, period, snapshots, variables, ranking, before };
};
