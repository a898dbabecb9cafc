import { graphql } from '#lib/graphql/tada.ts';

/** Photographs and papers of a case, as far as the visitor's body may see them. */
export const CaseMedia = graphql(`
  query CaseMedia($tenantId: Int!, $caseId: UUID!) {
    caseMedia(tenantId: $tenantId, caseId: $caseId, first: 100) {
      tenantId
      caseId
      sha256
      usage
      type
      takenAt
      longitude
      latitude
      unitName
      addedAt
    }
  }
`);
