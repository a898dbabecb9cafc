import { graphql } from '#lib/graphql/tada.ts';

/** How the deadline of a case comes about. */
export const CaseDeadline = graphql(`
  query CaseDeadline($tenantId: Int!, $id: UUID!) {
    case(tenantId: $tenantId, id: $id) {
      tenantId
      id
      deadline {
        missing
        startedAt
        startedBy
        limit {
          value
          unit
        }
        explained {
          dueAt
          provisional
          limitMs
          segments {
            from
            to
            reason
            countedMs
          }
        }
        claimedDueAt
        claimedLaterMs
        calendar {
          id
          version
          zone
        }
      }
    }
  }
`);
