import { graphql } from '#lib/graphql/tada.ts';

/** One case with its timeline and its names in the sending systems. */
export const CasePage = graphql(`
  query CasePage($tenantId: Int!, $id: UUID!) {
    case: casePage(tenantId: $tenantId, id: $id) {
      tenantId
      id
      caseNo
      stage
      kind
      sourceCode
      sourceGroup
      address
      description
      result
      longitude
      latitude
      originalX
      originalY
      originalCrs
      unitName
      reportedAt
      filedAt
      closedAt
      inexactTimes
      closingType
      selfHandled
      reworkCount
      extensionCount
      claimedDueAt
      claimedOverdue
      class {
        id
        catalogueId
        categoryName
        className
      }
      rule {
        id
        condition
        closingCondition
        source
      }
      cell {
        tenantId
        id
        code
      }
      tenant {
        tenantId
        slug
        name
        nameEn
      }
      events {
        id
        kind
        occurredAt
        recordedAt
        unitName
        post
        data
        isLate
        amends
        batchId
        rowNo
      }
      sources {
        sourceId
        externalId
        revision
        mappingVersion
        batchId
        rowNo
        source {
          tenantId
          id
          code
          name
        }
        batch {
          tenantId
          id
          fileName
          clientBatchId
          receivedAt
        }
      }
    }
  }
`);
