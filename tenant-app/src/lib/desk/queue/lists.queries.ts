import { graphql } from '#lib/graphql/tada.ts';

/** A case as a list shows it. */
const CaseRow = graphql(`
  fragment CaseRow on Case {
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
`);

/** A task as a list shows it. */
const TaskRow = graphql(`
  fragment TaskRow on Assignment {
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
    tenant {
      tenantId
      name
      nameEn
    }
  }
`);

/** A page of the cases that a body has in hand. */
export const DeskQueue = graphql(
  `
    query DeskQueue($cityId: Int!, $holderUnitId: Int!, $states: [String], $first: PageSize!, $after: Cursor) {
      queue(cityId: $cityId, holderUnitId: $holderUnitId, states: $states, first: $first, after: $after) {
        nodes {
          ...CaseRow
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  `,
  [CaseRow],
);

/** A page of the open cases that somebody supervises, whoever holds them. */
export const DeskSupervised = graphql(
  `
    query DeskSupervised($cityId: Int!, $commandUnitId: Int, $first: PageSize!, $after: Cursor) {
      supervised(cityId: $cityId, commandUnitId: $commandUnitId, first: $first, after: $after) {
        nodes {
          ...CaseRow
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
  `,
  [CaseRow],
);

/** What became of some rows. */
export const DeskRows = graphql(
  `
    query DeskRows($tenantId: Int!, $ids: [UUID!]!, $first: PageSize!) {
      casesByIds(tenantId: $tenantId, ids: $ids, first: $first) {
        ...CaseRow
      }
    }
  `,
  [CaseRow],
);

/** A page of what a body is asked. */
export const DeskTasks = graphql(
  `
    query DeskTasks($cityId: Int!, $unitId: Int!, $kinds: [String], $first: PageSize!, $after: Cursor) {
      tasks(cityId: $cityId, unitId: $unitId, kinds: $kinds, first: $first, after: $after) {
        nodes {
          ...TaskRow
          innerUnitId
          personId
          asker {
            tenantId
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
  `,
  [TaskRow],
);

/** A page of what a body asked others. */
export const DeskAsked = graphql(
  `
    query DeskAsked($cityId: Int!, $askerUnitId: Int!, $kinds: [String], $first: PageSize!, $after: Cursor) {
      asked(cityId: $cityId, askerUnitId: $askerUnitId, kinds: $kinds, first: $first, after: $after) {
        nodes {
          ...TaskRow
          unit {
            tenantId
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
  `,
  [TaskRow],
);

/** A page of the requests that a body decides about. */
export const DeskRequests = graphql(
  `
    query DeskRequests($cityId: Int!, $asksUnitId: Int!, $first: PageSize!, $after: Cursor) {
      requests(cityId: $cityId, asksUnitId: $asksUnitId, first: $first, after: $after) {
        nodes {
          ...TaskRow
          unit {
            tenantId
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
  `,
  [TaskRow],
);

/** A page of what a body decided about cases that others hold: what waits for their clerk, and what lapsed. */
export const DeskDecisions = graphql(
  `
    query DeskDecisions($cityId: Int!, $askerUnitId: Int!, $first: PageSize!, $after: Cursor) {
      decisions(cityId: $cityId, askerUnitId: $askerUnitId, first: $first, after: $after) {
        nodes {
          ...TaskRow
          answer
          askedAt
          unit {
            tenantId
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
  `,
  [TaskRow],
);
