import { graphql } from '#lib/graphql/tada.ts';

/** One upload: its state and what became of its rows. */
export const BatchPage = graphql(`
  query BatchPage($tenantId: Int!, $id: UUID!) {
    batch(tenantId: $tenantId, id: $id) {
      tenantId
      id
      clientBatchId
      fileName
      format
      encoding
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
      byteCount
      sha256
      mappingVersion
      newestWins
      refusedCode
      receivedAt
      startedAt
      finishedAt
      source {
        tenantId
        id
        code
        name
      }
    }
  }
`);
