import { graphql } from '#lib/graphql/tada.ts';

/** How the deadline of a case comes about. */
export const CaseDeadline = graphql(`
  query CaseDeadline($tenantId: Int!, $id: UUID!) {
    case(tenantId: $tenantId, id: $id) {
      tenantId
      id
      deadline {
        verdict
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
        pauses {
          from
          to
          reason
          counts
        }
        extensions {
          at
          effect
        }
        steps {
          step
          unitId
          startedAt
          startedBy
          startedByUnitId
          endedAt
          endedBy
          limit {
            value
            unit
          }
          limitMs
          limitFrom
          dueAt
          dueProvisional
          warnAt
          lamp
          usedMs
          segments {
            from
            to
            reason
            countedMs
            byUnitId
          }
          pauses {
            from
            to
            reason
            counts
            byUnitId
          }
          extensions {
            at
            effect
            byUnitId
          }
        }
        bodies {
          id
          name
        }
        earlier {
          startedAt
          endedAt
          dueAt
        }
        claimedDueAt
        claimedLaterMs
        claimDiffers
        calendar {
          id
          version
          zone
        }
      }
    }
  }
`);
