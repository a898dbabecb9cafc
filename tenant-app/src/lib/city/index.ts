import type { ResultOf } from 'gql.tada';
import { headline } from '#lib/assessment/headline.ts';
import type { CityPeriods, CityTenants } from './city.queries.ts';

export type CityPeriod = ResultOf<typeof CityPeriods>['periods']['nodes'][number];
export type CityTenant = ResultOf<typeof CityTenants>['tenants'][number];

/** The period an address names; without a name the one a page opens with. */
export function choosePeriod(periods: CityPeriod[], label: string | null): CityPeriod | null {
  if (label !== null) return periods.find((period) => period.label === label) ?? null;
  return headline(periods);
}

/**
 * Counties and zones, which are ranked, each in the group its result of the period was ranked in, else in that of today;
 * the city itself is in none. Of a published period nobody is added: who came to the city later is not in it.
 */
export function regionsOf(
  tenants: CityTenant[],
  results: readonly { tenantId: number; rankGroup: string | null }[],
  published: boolean,
): (CityTenant & { rankGroup: 'county' | 'zone' })[] {
  const ranked = new Map(results.map(({ tenantId, rankGroup }) => [tenantId, rankGroup]));
  return tenants.flatMap((tenant) => {
    if (published && !ranked.has(tenant.tenantId)) return [];
    const rankGroup = ranked.get(tenant.tenantId) ?? tenant.rankGroup;
    return rankGroup === 'county' || rankGroup === 'zone' ? [{ ...tenant, rankGroup }] : [];
  });
}

export const scoreHref = (label: string, slug: string): string =>
  `/city/score/${encodeURIComponent(label)}/${encodeURIComponent(slug)}`;
