import { graphql } from '#lib/graphql/tada.ts';

/** Each time a period of the city was opened and closed. */
export const PeriodSnapshots = graphql(`
  query PeriodSnapshots($cityId: Int!) {
    periodSnapshots(cityId: $cityId, first: 1000) {
      periodId
      snapshot
      state
      reason
      closedAt
      hash
    }
  }
`);

/** Figures of all regions as one snapshot published them. */
export const SnapshotResults = graphql(`
  query SnapshotResults($cityId: Int!, $periodId: UUID!, $snapshot: Int!) {
    resultSnapshots(cityId: $cityId, periodId: $periodId, snapshot: $snapshot, first: 500) {
      tenantId
      rankGroup
      rank
      score
      grade
      hash
    }
  }
`);
