import { graphql } from '#lib/graphql/tada.ts';

/** Periods of a city, the latest first. */
export const CityPeriods = graphql(`
  query CityPeriods($cityId: Int!, $after: Cursor) {
    periods(cityId: $cityId, first: 500, after: $after) {
      nodes {
        id
        label
        fromDay
        toDay
        state
        series
        schemeId
        schemeVersion
        hasFigures
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** A city and its counties and zones. */
export const CityTenants = graphql(`
  query CityTenants($cityId: Int!) {
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

/** How everybody stood in an earlier period. */
export const CityStandings = graphql(`
  query CityStandings($cityId: Int!, $periodId: UUID!) {
    results(cityId: $cityId, periodId: $periodId, first: 500) {
      tenantId
      periodId
      isFrozen
      rankGroup
      rank
      score
    }
  }
`);

/** Figures of all regions for one period. */
export const CityRanking = graphql(`
  query CityRanking($cityId: Int!, $periodId: UUID!) {
    period(id: $periodId, tenantId: $cityId) {
      id
      provisional
      closedAt
      hash
    }
    results(cityId: $cityId, periodId: $periodId, first: 500) {
      tenantId
      periodId
      isFrozen
      rankGroup
      score
      lost
      grade
      rank
      rankOf
      lastDataAt
      cutAt
      noData {
        code
        zh
        en
      }
      indicators {
        name
        title {
          zh
          en
        }
        weight
        direction
        value
        points
        contribution
        full
        lost
        numerator
        denominator
      }
    }
  }
`);
