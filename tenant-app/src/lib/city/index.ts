import type { ResultOf } from 'gql.tada';
import type { CityPeriods, CityTenants } from './city.queries.ts';

export type CityPeriod = ResultOf<typeof CityPeriods>['periods']['nodes'][number];
export type CityTenant = ResultOf<typeof CityTenants>['tenants'][number];

/** The period an address names; without a name the latest closed one, else the latest. */
export function choosePeriod(periods: CityPeriod[], label: string | null): CityPeriod | null {
  if (label !== null) return periods.find((period) => period.label === label) ?? null;
  return periods.find((period) => period.state === 'closed') ?? periods[0] ?? null;
}

/** Counties and zones, which are ranked; the city itself is not. */
export function regionsOf(tenants: CityTenant[]): (CityTenant & { rankGroup: 'county' | 'zone' })[] {
  return tenants.filter(
    (tenant): tenant is CityTenant & { rankGroup: 'county' | 'zone' } =>
      tenant.rankGroup === 'county' || tenant.rankGroup === 'zone',
  );
}

export const scoreHref = (label: string, slug: string): string =>
  `/city/score/${encodeURIComponent(label)}/${encodeURIComponent(slug)}`;
