import { graphql } from '#lib/graphql/tada.ts';

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
