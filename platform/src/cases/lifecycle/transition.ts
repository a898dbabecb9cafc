import type { EventKind, RequestKind } from '../events.ts';
import type { Step } from '../steps-of-state.ts';
import type { CaseState } from '../stage.ts';
import type { ActName } from './acts.ts';
import type { Order } from './orders.ts';
import type { Post } from './posts.ts';

/**
 * For whom somebody acts on a case: the desk of supervision; the desk that commands it now, or gave the lead its task; the
 * lead, which works it; the body of the task acted on, or who gave it; who decides about a request; the clerk; the desk that
 * made the last hand-over; the desk of the city, over every case of it.
 */
export type Side = 'supervision' | 'command' | 'city' | 'lead' | 'task' | 'asker' | 'decider' | 'giver' | 'clerk';

/** Whether the act is done on a task, not on the case itself. */
export const isOnTask = ({ side }: { readonly side: Side }): boolean => side === 'task' || side === 'asker';

/** What one body asks another (biz.assignment.kind). */
export type TaskKind = 'command' | 'lead' | 'assist' | 'verify' | 'check' | 'reply';

/** What an act has to be given. */
export const NEEDS = [
  'place',
  'class',
  /** Filing condition of the class; the limit comes from it. */
  'condition',
  /** Out of the list of the act, or in words. */
  'reason',
  'words',
  'photo_before',
  'photo_after',
  /** A body that serves the tenant. */
  'unit',
  /** A squad or a person of the own body. */
  'inner',
  /** Instant at which a suspension ends, or by which an order is answered; at most a year ahead. */
  'until',
  /** What was found on the spot, by the act that says it. */
  'finding',
  /** What an order is for, and its level. */
  'order',
  'level',
  'satisfaction',
] as const;
export type Need = (typeof NEEDS)[number];

/** What may be given to an act beside its needs. */
export type Extra =
  /** Of the task that it opens: else whoever helps has until the deadline of the disposal. */
  | 'limit'
  /** Bodies that help from the beginning, each with words and perhaps a limit. */
  | 'assists';

/** A condition beyond state, side and post; each has its own refusal. */
export type Guard =
  /** The source asks for 核实 first, a setting of the mode, and it was not answered. */
  | 'verified'
  /** 核查 was answered with `passed`. */
  | 'checked'
  /** No body that still works and has time left has an open task of the kind that the act opens: it is asked of another one. */
  | 'not_asked'
  /** The case did not come back to this desk: who gets it back does not push it past his own stage. */
  | 'not_returned'
  /** It did: a later desk or the body gave it back. */
  | 'returned'
  /** The case lies at the desk of a county whose mode reaches city bodies through the city. */
  | 'below_city'
  /** A county passed the case up. */
  | 'passed_up'
  | 'assists_answered'
  /** No request waits. */
  | 'no_request'
  /** A request waits that the row grants or refuses. */
  | 'requested'
  /** Some body works the case and still gets new work. */
  | 'lead_serves'
  /** None does: it was abolished, or none was ever named. */
  | 'lead_abolished'
  /** The deadline of the disposal has not passed. */
  | 'before_due'
  /** Fewer than two extensions were granted. */
  | 'extensions_left'
  /** The body gave the task to no squad and nobody of its own, or took it back from them (YC). */
  | 'inner_withdrawn'
  /** It asks to give the task back: until that is decided nobody inside gets it. */
  | 'no_return_asked'
  /** Since the case was closed a spot check failed, or a 再交办 waits for its answer. */
  | 'rework_ordered'
  | 'not_taken'
  /** Whoever got the case last has not taken it. */
  | 'untouched'
  /** The report came from the public. */
  | 'public'
  /** No decision about the case waits for its clerk. */
  | 'undecided'
  /** Nobody asked the reporter yet (回访). */
  | 'not_called_back';

/** Who has the case afterwards; `commander` is the desk that dispatched it. */
export type Hand = 'supervision' | 'command' | 'commander' | 'city_desk' | 'lead';

/** Effect of an act on the clocks of the case. */
export interface ClockEffect {
  readonly stops?: Step;
  readonly starts?: Step;
  readonly pauses?: Step;
  readonly resumes?: Step;
  readonly extends?: Step;
}

/** What an act does. Absent = does not apply. */
export interface Effect {
  readonly needs?: readonly Need[];
  readonly takes?: readonly Extra[];
  readonly guards?: readonly Guard[];
  /** Kinds of task that an act on a task answers or changes. */
  readonly tasks?: readonly TaskKind[];
  /** Of tasks `reply` only those that are such orders; absent: every one. */
  readonly orders?: readonly Order[];
  readonly event: EventKind;
  /** Absent: a note, or a move that leaves the state. */
  readonly to?: CaseState;
  /** Absent: the baton stays. */
  readonly baton?: Hand;
  readonly opens?: TaskKind;
  /** Open tasks that this answers. */
  readonly settles?: readonly TaskKind[];
  /** Open tasks that end unanswered. */
  readonly withdraws?: readonly TaskKind[];
  readonly asks?: RequestKind;
  /** The request that it grants, where one waits. */
  readonly grants?: RequestKind;
  /** The requests that it refuses, where one waits. */
  readonly refuses?: readonly RequestKind[];
  readonly clock?: ClockEffect;
}

/** A row of the lifecycle: who may do what in which states, and what follows. */
export interface Transition extends Effect {
  readonly act: ActName;
  /** Empty for an act that makes the case. */
  readonly from: readonly CaseState[];
  readonly side: Side;
  /** Of a person; a machine acts with the rights of its body, the clerk with none. Of a decider whoever of them is the approver. */
  readonly posts: readonly Post[];
}

/** One row. */
export const row = (
  act: ActName,
  from: readonly CaseState[],
  side: Side,
  posts: readonly Post[],
  effect: Effect,
): Transition => ({ act, from, side, posts, ...effect });

/** Whether the act moves the case: a new version, by whoever holds it; else it is a note. */
export const isMove = ({ to, baton }: Effect): boolean => to !== undefined || baton !== undefined;
