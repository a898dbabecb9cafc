import { graphql } from '#lib/graphql/tada.ts';

/** An upload as a list shows it. */
const UploadRow = graphql(`
  fragment UploadRow on Batch {
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
`);

/** Uploads of a county, one page of them, the latest first. */
export const CountyUploads = graphql(
  `
    query CountyUploads(
      $tenantId: Int!
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
          ...UploadRow
        }
      }
    }
  `,
  [UploadRow],
);

/** Uploads of all counties of a city, one page of them, the latest first. */
export const CityUploads = graphql(
  `
    query CityUploads(
      $cityId: Int!
      $states: [String]
      $rejectedFrom: Int
      $receivedFrom: Datetime
      $receivedBefore: Datetime
      $first: PageSize!
      $after: Cursor
      $before: Cursor
    ) {
      batches(
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
          ...UploadRow
        }
      }
    }
  `,
  [UploadRow],
);
