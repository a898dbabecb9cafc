import { graphql } from '#lib/graphql/tada.ts';

/** How much waits, kind by kind; what of it is urgent; what is supervised. */
export const DeskSummary = graphql(`
  query DeskSummary {
    desk {
      counts {
        view
        of
        total
        over
        warn
      }
      supervision {
        commandUnitId
      }
      urgent {
        total
        first {
          tenantId
          caseId
          caseNo
          className
          address
        }
      }
    }
  }
`);

/** One case as a desk works it. */
export const DeskCase = graphql(`
  query DeskCase($tenantId: Int!, $id: UUID!) {
    case: deskCase(tenantId: $tenantId, id: $id) {
      tenantId
      id
      caseNo
      state
      version
      kind
      urgent
      sourceCode
      sourceGroup
      address
      description
      longitude
      latitude
      cellId
      limitValue
      limitUnit
      reportedAt
      dueAt
      stepDueAt
      warnAt
      resumeAt
      reworkCount
      extensionCount
      holderUnitId
      leadUnitId
      supervisionUnitId
      unitName
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
      }
      tenant {
        tenantId
        slug
        name
        nameEn
      }
      holder {
        unitId
        kind
        name
      }
      lead {
        unitId
        kind
        name
      }
      events {
        id
        kind
        occurredAt
        recordedAt
        unitName
        post
        data
        batchId
        personId
        version
        byUnitId
        assignmentId
        body {
          unitId
          name
        }
      }
      assignments {
        id
        kind
        subtype
        askerUnitId
        unitId
        innerUnitId
        personId
        brief
        askedAt
        dueAt
        warnAt
        state
        answer
        asks
        asksUnitId
        asker {
          unitId
          name
        }
        unit {
          unitId
          name
        }
      }
    }
  }
`);

/** A task whose body does not see the case. */
export const DeskTask = graphql(`
  query DeskTask($tenantId: Int!, $id: UUID!) {
    assignment(tenantId: $tenantId, id: $id) {
      tenantId
      id
      caseId
      kind
      state
      brief
      asks
      askedAt
      dueAt
      warnAt
      innerUnitId
      personId
      asker {
        tenantId
        unitId
        name
      }
    }
  }
`);

/** The people of one's own tenant, for their names. */
export const DeskPeople = graphql(`
  query DeskPeople($tenantId: Int!, $first: PageSize!) {
    people(tenantId: $tenantId, first: $first) {
      nodes {
        tenantId
        id
        name
      }
    }
  }
`);

/** Who may work the cases of a tenant. */
export const DeskBodies = graphql(`
  query DeskBodies($tenantId: Int!, $first: PageSize!) {
    bodies(tenantId: $tenantId, first: $first) {
      nodes {
        tenantId
        unitId
        kind
        name
        toDay
      }
    }
  }
`);
