import { graphql } from '#lib/graphql/tada.ts';

/** The scheme of a period, what it leaves to its city to decide, and what was decided. */
export const PeriodScheme = graphql(`
  query PeriodScheme($cityId: Int!, $periodId: UUID!) {
    period(id: $periodId, tenantId: $cityId) {
      id
      scheme {
        id
        version
        document
        latestVersion
        readings {
          name
          title {
            zh
            en
          }
          rule {
            zh
            en
          }
          note {
            zh
            en
          }
          adoption {
            at
            version
            reason
            post
            person
          }
        }
      }
    }
  }
`);
