import { graphql } from '#lib/graphql/tada.ts';

/** A page of the cases that a body has in hand. */
export const DeskQueue = graphql(`
  query DeskQueue($cityId: Int!, $holderUnitId: Int!, $states: [String], $first: PageSize!, $after: Cursor) {
    queue(cityId: $cityId, holderUnitId: $holderUnitId, states: $states, first: $first, after: $after) {
      nodes {
        tenantId
        id
        caseNo
        state
        version
        address
        urgent
        holderUnitId
        stepDueAt
        warnAt
        dueProvisional
        queueAt
        class {
          id
          className
        }
        tenant {
          tenantId
          name
          nameEn
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

/** A page of the open cases that somebody supervises, whoever holds them. */
export const DeskSupervised = graphql(`
  query DeskSupervised($cityId: Int!, $commandUnitId: Int, $first: PageSize!, $after: Cursor) {
    supervised(cityId: $cityId, commandUnitId: $commandUnitId, first: $first, after: $after) {
      nodes {
        tenantId
        id
        caseNo
        state
        version
        address
        urgent
        holderUnitId
        stepDueAt
        warnAt
        dueProvisional
        queueAt
        class {
          id
          className
        }
        tenant {
          tenantId
          name
          nameEn
        }
        holder {
          unitId
          name
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

/** What became of some rows. */
export const DeskRows = graphql(`
  query DeskRows($tenantId: Int!, $ids: [UUID!]!, $first: PageSize!) {
    casesByIds(tenantId: $tenantId, ids: $ids, first: $first) {
      tenantId
      id
      caseNo
      state
      version
      address
      urgent
      holderUnitId
      stepDueAt
      warnAt
      dueProvisional
      queueAt
      class {
        id
        className
      }
      tenant {
        tenantId
        name
        nameEn
      }
    }
  }
`);

/** A page of what a body is asked. */
export const DeskTasks = graphql(`
  query DeskTasks($cityId: Int!, $unitId: Int!, $kinds: [String], $first: PageSize!, $after: Cursor) {
    tasks(cityId: $cityId, unitId: $unitId, kinds: $kinds, first: $first, after: $after) {
      nodes {
        tenantId
        id
        caseId
        kind
        state
        brief
        asks
        dueAt
        warnAt
        queueAt
        innerUnitId
        personId
        asker {
          tenantId
          unitId
          name
        }
        tenant {
          tenantId
          name
          nameEn
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

/** A page of what a body asked others. */
export const DeskAsked = graphql(`
  query DeskAsked($cityId: Int!, $askerUnitId: Int!, $kinds: [String], $first: PageSize!, $after: Cursor) {
    asked(cityId: $cityId, askerUnitId: $askerUnitId, kinds: $kinds, first: $first, after: $after) {
      nodes {
        tenantId
        id
        caseId
        kind
        state
        brief
        asks
        dueAt
        warnAt
        queueAt
        unit {
          tenantId
          unitId
          name
        }
        tenant {
          tenantId
          name
          nameEn
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

/** A page of the requests that a body decides about. */
export const DeskRequests = graphql(`
  query DeskRequests($cityId: Int!, $asksUnitId: Int!, $first: PageSize!, $after: Cursor) {
    requests(cityId: $cityId, asksUnitId: $asksUnitId, first: $first, after: $after) {
      nodes {
        tenantId
        id
        caseId
        kind
        state
        brief
        asks
        dueAt
        warnAt
        queueAt
        unit {
          tenantId
          unitId
          name
        }
        tenant {
          tenantId
          name
          nameEn
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

/** A page of what a body decided about cases that others hold: what waits for their clerk, and what lapsed. */
export const DeskDecisions = graphql(`
  query DeskDecisions($cityId: Int!, $askerUnitId: Int!, $first: PageSize!, $after: Cursor) {
    decisions(cityId: $cityId, askerUnitId: $askerUnitId, first: $first, after: $after) {
      nodes {
        tenantId
        id
        caseId
        kind
        state
        brief
        asks
        answer
        askedAt
        dueAt
        warnAt
        queueAt
        unit {
          tenantId
          unitId
          name
        }
        tenant {
          tenantId
          name
          nameEn
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

/** How much waits, kind by kind. */
export const DeskCounts = graphql(`
  query DeskCounts {
    desk {
      counts {
        view
        of
        total
        over
        warn
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
