import { graphql } from '#lib/graphql/tada.ts';

/** One page of the cases of a county, or of all counties of a city: one of the two is given; and what its filters need. */
export const CaseListPage = graphql(`
  query CaseListPage(
    $tenantId: Int
    $cityId: Int
    $sort: String
    $stages: [String]
    $classId: Int
    $sourceGroup: String
    $unitName: String
    $reportedFrom: Datetime
    $reportedBefore: Datetime
    $overdueAt: Datetime
    $notOverdueAt: Datetime
    $dueBefore: Datetime
    $number: String
    $text: String
    $first: PageSize!
    $after: Cursor
    $before: Cursor
  ) {
    caseTable(
      tenantId: $tenantId
      cityId: $cityId
      sort: $sort
      stages: $stages
      classId: $classId
      sourceGroup: $sourceGroup
      unitName: $unitName
      reportedFrom: $reportedFrom
      reportedBefore: $reportedBefore
      overdueAt: $overdueAt
      notOverdueAt: $notOverdueAt
      dueBefore: $dueBefore
      number: $number
      text: $text
      first: $first
      after: $after
      before: $before
    ) {
      totalCount
      pageInfo {
        startCursor
        endCursor
        hasNextPage
      }
      nodes {
        tenantId
        id
        caseNo
        stage
        sourceGroup
        address
        unitName
        reportedAt
        dueAt
        verdict
        daysOver
        class {
          id
          className
        }
        tenant {
          tenantId
          slug
          name
          nameEn
        }
        sources {
          sourceId
          externalId
        }
      }
    }
    textStates(tenantId: $tenantId, cityId: $cityId, first: 500) {
      tenantId
      asOf
    }
    sourceSystems(tenantId: $tenantId, cityId: $cityId, first: 1000) {
      tenantId
      id
      catalogueId
    }
  }
`);

/** Bodies that work cases of a county, for the filter. */
export const BodyNames = graphql(`
  query BodyNames($tenantId: Int!) {
    bodies(tenantId: $tenantId, first: 500) {
      nodes {
        tenantId
        unitId
        name
      }
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
