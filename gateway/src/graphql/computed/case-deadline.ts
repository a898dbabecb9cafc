import '../graphile-env.ts';
import { explainDeadline, systemDeps } from '@liangji/platform';
import { extendSchema, gql } from 'postgraphile/utils';
import { asActor } from '../../identity/as-actor.ts';
import { computed, type Asker } from './computed.ts';

const readDeadline = ({ database, actor }: Asker, tenantId: number, id: string) =>
  asActor(database, actor, (trx) => explainDeadline(trx, tenantId, id, systemDeps.clock.now()));

/** The deadline of a case, walked segment by segment, beside the sender's claim. */
export const caseDeadlinePlugin = extendSchema({
  typeDefs: gql`
    extend type Case {
      """
      How its deadline comes about, so that a person can recompute it by hand.
      """
      deadline: CaseDeadline!
    }

    type CaseDeadline {
      """
      Why there is no deadline: no_rule or not_started. Null when there is one.
      """
      missing: String
      startedAt: Datetime
      """
      The step that started the clock: dispatched or filed.
      """
      startedBy: String
      limit: DeadlineLimit
      explained: ExplainedDeadline
      claimedDueAt: Datetime
      """
      By how many ms the sender's deadline lies after ours; negative before.
      """
      claimedLaterMs: Float
      calendar: DeadlineCalendar!
    }

    type DeadlineLimit {
      value: String!
      unit: String!
    }

    type DeadlineCalendar {
      id: String!
      version: Int!
      zone: String!
    }

    type ExplainedDeadline {
      """
      Null while the clock stands in a suspension that goes on.
      """
      dueAt: Datetime
      """
      True where a holiday notice not yet published may move the deadline.
      """
      provisional: Boolean!
      limitMs: Float!
      """
      From start to deadline without gaps; countedMs add up to the limit.
      """
      segments: [DeadlineSegment!]!
    }

    type DeadlineSegment {
      from: Datetime!
      """
      Null for a suspension that goes on.
      """
      to: Datetime
      """
      clock_time, working_time, makeup_day, off_hours, weekend, holiday or suspended.
      """
      reason: String!
      """
      Time of the limit used here; 0 where the clock stands.
      """
      countedMs: Float!
    }
  `,
  objects: { Case: { plans: { deadline: computed(readDeadline) } } },
});
