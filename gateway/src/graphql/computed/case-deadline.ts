import '../service/graphile-env.ts';
import { explainDeadline } from '@liangji/platform';
import { extendSchema, gql } from 'postgraphile/utils';
import { asActor } from '../../identity/as-actor.ts';
import { computed, type Asker } from './computed.ts';

const readDeadline = ({ database, actor, now }: Asker, tenantId: number, id: string) =>
  asActor(database, actor, (trx) => explainDeadline(trx, tenantId, id, now()));

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
      As verdict of the case.
      """
      verdict: String!
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
      """
      Suspensions, and times between a disposal that was not accepted and the next dispatch to the same unit.
      """
      pauses: [DeadlinePause!]!
      extensions: [DeadlineExtension!]!
      """
      Clocks of units that had the case before: another unit starts anew.
      """
      earlier: [EarlierClock!]!
      """
      The clocks of all steps, disposal among them, in the order in which they started.
      """
      steps: [StepClock!]!
      """
      Of the step that runs: green below 80 % of its limit, yellow from there on, red above 100 %. Null while none runs or it has no limit.
      """
      lamp: String
      """
      Names of the bodies in it.
      """
      bodies: [ClockBody!]!
      claimedDueAt: Datetime
      """
      By how many ms the sender's deadline lies after ours; negative before.
      """
      claimedLaterMs: Float
      """
      The sender says overdue where we say in time, or the other way round.
      """
      claimDiffers: Boolean!
      calendar: DeadlineCalendar!
    }

    type ClockBody {
      id: Int!
      name: String!
    }

    """
    The clock of a step at a body.
    """
    type StepClock {
      """
      acceptance, verify, filing, dispatch, disposal, check_sending, check, closing, review or assist.
      """
      step: String!
      """
      The body whose time it is; null where an upload names none we know.
      """
      unitId: Int
      startedAt: Datetime!
      """
      Kind of the event that started it, and the body that wrote that.
      """
      startedBy: String!
      startedByUnitId: Int
      """
      Null while it runs or stands.
      """
      endedAt: Datetime
      endedBy: String
      limit: DeadlineLimit
      """
      The limit, once more for each extension that was added.
      """
      limitMs: Float
      """
      Who gave the limit when the clock started: tenant, city, condition (the one it was filed under prints it) or mode; null where its act does not say.
      """
      limitFrom: String
      dueAt: Datetime
      """
      True where a holiday notice not yet published may move the deadline.
      """
      dueProvisional: Boolean!
      """
      When 80 % of the limit are used.
      """
      warnAt: Datetime
      """
      At its end, else now: green, yellow or red; null without a limit.
      """
      lamp: String
      """
      Time used on the clock of the limit; countedMs of the segments add up to it.
      """
      usedMs: Float!
      """
      From its start to its end, else to now, without gaps.
      """
      segments: [DeadlineSegment!]!
      pauses: [DeadlinePause!]!
      extensions: [DeadlineExtension!]!
    }

    type DeadlineLimit {
      value: String!
      unit: String!
    }

    type DeadlinePause {
      from: Datetime!
      """
      Null while it goes on.
      """
      to: Datetime
      """
      suspended, awaiting_dispatch or awaiting_verify.
      """
      reason: String!
      """
      Of a step: the body that caused it; null where nobody knows.
      """
      byUnitId: Int
      """
      False for one that began after the deadline: the overrun stands.
      """
      counts: Boolean!
    }

    type DeadlineExtension {
      """
      When it was asked for, else granted.
      """
      at: Datetime!
      """
      added (one limit more), after_deadline or third.
      """
      effect: String!
      """
      Of a step: the body that granted it.
      """
      byUnitId: Int
    }

    type EarlierClock {
      startedAt: Datetime!
      endedAt: Datetime
      dueAt: Datetime
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
      """
      The limit, once more for each extension that was added.
      """
      limitMs: Float!
      """
      From start to deadline without gaps; countedMs add up to limitMs.
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
      clock_time, working_time, makeup_day, off_hours, weekend, holiday, suspended, awaiting_dispatch or awaiting_verify.
      """
      reason: String!
      """
      Time of the limit used here; 0 where the clock stands.
      """
      countedMs: Float!
      """
      Of a step, of a pause: the body that caused it.
      """
      byUnitId: Int
    }
  `,
  objects: { Case: { plans: { deadline: computed(readDeadline) } } },
});
