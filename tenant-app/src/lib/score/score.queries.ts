import { graphql } from '#lib/graphql/tada.ts';

/** One region's figures of one period, with the scheme and everything they were pinned to. */
export const Score = graphql(`
  query Score($tenantId: Int!, $cityId: Int!, $periodId: UUID!) {
    period(id: $periodId, tenantId: $cityId) {
      id
      label
      series
      fromDay
      toDay
      state
      provisional
      closedAt
      hash
    }
    tenant(tenantId: $tenantId) {
      tenantId
      slug
      name
      nameEn
      rankGroup
    }
    result(periodId: $periodId, tenantId: $tenantId) {
      tenantId
      periodId
      isFrozen
      score
      grade
      rank
      rankOf
      rankGroup
      lastDataAt
      explanation
      unscored
      noData {
        code
        zh
        en
      }
      pinned
      cutAt
      hash
    }
  }
`);

/** The cases a figure counted, one page of them. */
export const CountedCases = graphql(`
  query CountedCases(
    $tenantId: Int!
    $periodId: UUID!
    $counter: String!
    $first: PageSize!
    $after: Cursor
    $before: Cursor
  ) {
    countedCases(
      tenantId: $tenantId
      periodId: $periodId
      counter: $counter
      first: $first
      after: $after
      before: $before
    ) {
      totalCount
      pageInfo {
        startCursor
        endCursor
      }
      nodes {
        caseId
        case {
          tenantId
          id
          caseNo
          stage
          sourceGroup
          address
          reportedAt
          dueAt
          verdict
          class {
            id
            className
          }
          sources(first: 1) {
            externalId
          }
        }
      }
    }
  }
`);
