import { graphql } from '#lib/graphql/tada.ts';

/** Indicators of one region over the periods, the latest first. */
export const ScoreHistory = graphql(`
  query ScoreHistory($tenantId: Int!) {
    tenantResults(tenantId: $tenantId, first: 120) {
      nodes {
        tenantId
        periodId
        isFrozen
        score
        rank
        rankOf
        rankGroup
        indicators {
          name
          title {
            zh
            en
          }
          value
          points
          contribution
          full
        }
        period {
          id
          label
          series
          fromDay
          toDay
          state
          schemeId
          schemeVersion
        }
      }
    }
  }
`);
