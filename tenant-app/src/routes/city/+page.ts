import { error } from '@sveltejs/kit';
import { previousOf } from '#lib/assessment/change.ts';
import { loadScheme } from '#lib/assessment/load-scheme.ts';
import { choosePeriod } from '#lib/city/index.ts';
import { CityRanking, CityTenants } from '#lib/city/city.queries.ts';
import { loadBefore } from '#lib/city/load-before.ts';
import { loadPeriods } from '#lib/city/load-periods.ts';
import { ask } from '#lib/graphql/ask.ts';
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
  const [ranking, scheme, before] = await Promise.all([
    variables && ask(event, client, CityRanking, variables),
    variables && loadScheme(event, client, variables),
    loadBefore(event, client, cityId, period && previousOf(periods, period)),
  ]);
  const snapshots = periodSnapshots.filter((one) => one.periodId === period?.id);
  return { periods, tenants, period, snapshots, variables, ranking, scheme, before };
};
