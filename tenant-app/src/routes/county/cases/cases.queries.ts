import { graphql } from '#lib/graphql/tada.ts';

/** One page of a county's own cases. */
export const CountyCases = graphql(`
  query CountyCases(
    $tenantId: Int!
    $stages: [String]
    $classId: Int
    $sourceGroup: String
    $reportedFrom: Datetime
    $reportedBefore: Datetime
    $overdueAt: Datetime
    $number: String
    $first: PageSize!
    $after: Cursor
    $before: Cursor
  ) {
    cases(
      tenantId: $tenantId
      stages: $stages
      classId: $classId
      sourceGroup: $sourceGroup
      reportedFrom: $reportedFrom
      reportedBefore: $reportedBefore
      overdueAt: $overdueAt
      number: $number
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
    sourceSystems(tenantId: $tenantId, first: 100) {
      tenantId
      id
      catalogueId
    }
  }
`);

/** Classes of one catalogue, for the filter. */
export const CatalogueClasses = graphql(`
  query CatalogueClasses($catalogueId: String!) {
    classes(catalogueId: $catalogueId, first: 1000) {
      id
      catalogueId
      kind
      categoryName
      className
    }
  }
`);
