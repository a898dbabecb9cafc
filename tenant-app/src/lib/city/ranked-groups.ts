import type { ResultOf } from 'gql.tada';
import { isInForce, isPublished } from '#lib/assessment/published.ts';
import { groupRegions, type IndicatorColumn, type RankingGroup } from '#lib/assessment/ranking.ts';
import { columnsOf, toRegion, type Before } from '#lib/assessment/to-ranking.ts';
import { nameOf, pick } from '#lib/format/language.ts';
import type { CityRanking } from './city.queries.ts';
import { regionsOf, type CityPeriod, type CityTenant } from './index.ts';

type Results = ResultOf<typeof CityRanking>['results'];

/** A group as a ranking shows it. */
export interface ShownGroup extends RankingGroup {
  columns: IndicatorColumn[];
}

const shownOf = (results: Results, period: CityPeriod): Results =>
  results.filter((result) => isInForce(period, result));

/** Counties and zones of a period by the names the visitor reads. */
export const namedRegions = (tenants: CityTenant[], results: Results, period: CityPeriod) =>
  regionsOf(tenants, shownOf(results, period), isPublished(period)).map((tenant) => ({
    ...tenant,
    name: nameOf(tenant),
  }));

/** Everybody of a period, group by group, with the indicators of each group. */
export function rankedGroups(
  tenants: CityTenant[],
  results: Results,
  period: CityPeriod,
  before: Before | null,
): ShownGroup[] {
  const byTenant = new Map(shownOf(results, period).map((result) => [result.tenantId, result]));
  const rows = namedRegions(tenants, results, period).map((region) => ({
    ...region,
    result: byTenant.get(region.tenantId) ?? null,
  }));
  return groupRegions(rows.map((row) => toRegion(row, period, before, pick))).map((group) => ({
    ...group,
    columns: columnsOf(
      rows.filter(({ rankGroup }) => rankGroup === group.key),
      pick,
    ),
  }));
}
