import { graphql } from '#lib/graphql/tada.ts';

/** Figures of all regions for one period, with the scheme they were computed by. */
export const CityRanking = graphql(`
  query CityRanking($cityId: Int!, $periodId: UUID!) {
    period(id: $periodId, tenantId: $cityId) {
      id
      provisional
      closedAt
      hash
      scheme {
        id
        version
        document
      }
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

/** Cases filed per day and region. */
export const CityTrend = graphql(`
  query CityTrend($cityId: Int!, $fromDay: Date!, $toDay: Date!, $after: Cursor) {
    statDays(cityId: $cityId, basis: "filed", fromDay: $fromDay, toDay: $toDay, first: 1000, after: $after) {
      nodes {
        tenantId
        day
        counters
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
