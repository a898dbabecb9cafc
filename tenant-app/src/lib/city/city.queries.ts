import { graphql } from '#lib/graphql/tada.ts';

/** Periods of a city, the latest first, and its counties and zones: what addresses and pickers are made of. */
export const CityIndex = graphql(`
  query CityIndex($cityId: Int!) {
    periods(cityId: $cityId, first: 120) {
      id
      label
      fromDay
      toDay
      state
    }
    tenants(cityId: $cityId, first: 500) {
      tenantId
      slug
      name
      nameEn
      kind
      rankGroup
    }
  }
`);
