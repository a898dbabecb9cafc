import { error } from '@sveltejs/kit';
import { choosePeriod } from '#lib/city/index.ts';
import { CityRanking, CityTenants } from '#lib/city/city.queries.ts';
import { loadPeriods } from '#lib/city/load-periods.ts';
import { rankedGroups } from '#lib/city/ranked-groups.ts';
import { ask } from '#lib/graphql/ask.ts';
import type { PageLoad } from './$types.js';

/** `?period=…&a=…&b=…`: two counties or zones of one period. */
export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'city') error(404, 'not found');
  const cityId = actor.city.id;
  const [periods, { tenants }] = await Promise.all([
    loadPeriods(event, client, cityId),
    ask(event, client, CityTenants, { cityId }),
  ]);
  const asked = event.url.searchParams;
  const period = choosePeriod(periods, asked.get('period'));
  if (!period) error(404, 'not found');
  const ranking = await ask(event, client, CityRanking, { cityId, periodId: period.id });
  const groups = rankedGroups(tenants, ranking.results, period, null);
  const [a, b] = (['a', 'b'] as const).map((side) => {
    const slug = asked.get(side);
    return groups.flatMap(({ regions }) => regions).find((region) => region.slug === slug) ?? null;
  });
  if (!a || !b) error(404, 'not found');
  return { period: { ...period, ...ranking.period }, groups, a, b };
};
