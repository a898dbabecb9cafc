import { graphql } from '#lib/graphql/tada.ts';

/** Each time a period was opened and closed. */
export const PeriodSnapshots = graphql(`
  query PeriodSnapshots($cityId: Int!, $periodId: UUID!) {
    periodSnapshots(cityId: $cityId, periodId: $periodId, first: 100) {
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
    }
  }
`);
