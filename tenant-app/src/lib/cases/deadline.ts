import type { ResultOf } from 'gql.tada';
import type { CaseDeadline as Query } from './deadline.queries.ts';

/** A deadline shown segment by segment, beside the sender's claim, as the gateway computes it. */
export type CaseDeadline = NonNullable<ResultOf<typeof Query>['case']>['deadline'];
export type Segment = NonNullable<CaseDeadline['explained']>['segments'][number];
