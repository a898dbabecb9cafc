import { graphql } from '#lib/graphql/tada.ts';

/** A county's own figures and last uploads. */
export const CountyOverview = graphql(`
  query CountyOverview($tenantId: Int!) {
    tenantResults(tenantId: $tenantId, first: 12) {
      nodes {
        tenantId
        periodId
        state
        score
        grade
        rank
        rankOf
        rankGroup
        isFrozen
        lastDataAt
        noData {
          code
          zh
          en
        }
        period {
          id
          label
          fromDay
          toDay
          state
          provisional
          hasFigures
          closedAt
        }
      }
    }
    batches(tenantId: $tenantId, first: 10) {
      totalCount
      nodes {
        tenantId
        id
        fileName
        clientBatchId
        state
        rowCount
        nextRow
        createdCount
        updatedCount
        unchangedCount
        staleCount
        supersededCount
        skippedCount
        rejectedCount
        warningCount
        receivedAt
        sender {
          kind
          name
        }
        source {
          tenantId
          id
          name
        }
      }
    }
  }
`);
