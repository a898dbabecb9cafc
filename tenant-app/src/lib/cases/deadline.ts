import type { ResultOf } from 'gql.tada';
import type { CaseDeadline as Query } from './deadline.queries.ts';

/** A deadline told segment by segment, beside the sender's claim, as the gateway computes it. */
export type CaseDeadline = NonNullable<ResultOf<typeof Query>['case']>['deadline'];
export type Segment = NonNullable<CaseDeadline['explained']>['segments'][number];

/** Overdue or in time, by a deadline: judged at the end of disposal, else now. Null where there is no deadline. */
export function judged(dueAt: string | null, disposedAt: string | null, now: number): boolean | null {
  if (dueAt === null) return null;
  return (disposedAt === null ? now : Date.parse(disposedAt)) > Date.parse(dueAt);
}
