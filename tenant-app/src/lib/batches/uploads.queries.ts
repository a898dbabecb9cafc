import { graphql } from '#lib/graphql/tada.ts';

/** Uploads of a county, or of all counties of a city: one page of them, the latest first. */
export const Uploads = graphql(`
  query Uploads(
    $tenantId: Int
    $cityId: Int
    $states: [String]
    $rejectedFrom: Int
    $receivedFrom: Datetime
    $receivedBefore: Datetime
    $first: PageSize!
    $after: Cursor
    $before: Cursor
  ) {
    batches(
      tenantId: $tenantId
      cityId: $cityId
      states: $states
      rejectedFrom: $rejectedFrom
      receivedFrom: $receivedFrom
      receivedBefore: $receivedBefore
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
