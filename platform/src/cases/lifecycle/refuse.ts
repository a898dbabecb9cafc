import { message, type Message } from '../../kernel/message.ts';
import type { ActName } from './acts.ts';
import { APPROVERS } from './approvers.ts';
import { GUARDS, type Attempt } from './guards.ts';
import { postsOf } from './posts-of.ts';
import { actingDesk } from './serving-desk.ts';
import { isOpen, type Deed, type Standing, type Task } from './standing.ts';
import { isDesk } from '../../units/desk.ts';
import type { RequestKind } from '../events.ts';
import { isMove, type Side, type Transition } from './transition.ts';

/** Why the act may not be done, in the order in which a person would want to know; null if it may. */
export function refusalOf(attempt: Attempt): Message | null {
  const { row, standing, task } = attempt;
  const who = attempt.who.decidedBy ?? attempt.who;
  const act = nameOf(row.act);
  const instead: readonly Message[] = [];
  const { state, mode } = standing;
  if (task !== null && !isOpen(task)) return message('FLOW-TASK-OVER', { act, instead });
  if (state !== null && row.from.length > 0 && !row.from.includes(state)) {
    return message('FLOW-STATE', { act, state: { code: `state.${state}` }, instead });
  }
  // Of himself the clerk does what is his own, and nothing for the desk in whose name he writes.
  if (who.post === 'clerk' ? row.side !== 'clerk' : !SIDES[row.side]({ ...attempt, who })) {
    return message('FLOW-SIDE', { act, side: { code: `side.${row.side}` }, instead });
  }
  if (row.side === 'lead' && !hasLeadTask(standing)) return message('FLOW-NO-LEAD-TASK', { act, instead });
  const posts =
    row.side === 'decider'
      ? [...new Set(requestsOf(attempt).flatMap((request) => decidingPosts(standing, row.act, request)))]
      : postsOf(row, mode.rights);
  if (who.post !== 'machine' && who.post !== 'clerk' && !posts.includes(who.post)) {
    return message('FLOW-POST', { act, posts: posts.map((post) => ({ code: `post.${post}` })), instead });
  }
  if (task !== null && who.personId !== null && task.barred.includes(who.personId)) {
    return message('FLOW-BARRED', { act, instead });
  }
  const unmet = row.guards?.find((guard) => !GUARDS[guard](attempt));
  if (unmet !== undefined) return message(`FLOW-${CODE_OF[unmet]}`, { act, instead });
  const other = didOther({ ...attempt, who });
  if (other !== null) return message('FLOW-SAME-PERSON', { act, other: nameOf(other), instead });
  if (!isElsewhere(attempt) || isDecision(row)) return null;
  return message('FLOW-ELSEWHERE', { act, holder: standing.bodies.get(standing.holderUnitId)?.name ?? '', instead });
}

/**
 * Whether the act moves a case that somebody else has: the clerk of who has it does it then. A body of the city may hold a case
 * for which the county answers: what counts is who may move it.
 */
export function isElsewhere({ row, standing, who }: Pick<Attempt, 'row' | 'standing' | 'who'>): boolean {
  if (!isMove(row) || row.from.length === 0 || who.post === 'clerk') return false;
  return standing.holderUnitId !== who.unitId && standing.holderId !== who.tenantId;
}

/** Whether the act needs no more than a decision about a case that somebody else has says. */
export const isDecision = ({ needs = [] }: Pick<Transition, 'needs'>): boolean =>
  needs.every((need) => need === 'reason' || need === 'until');

/** A case known by uploads alone may name the body that works it, which was given no task here. */
const hasLeadTask = ({ tasks, leadUnitId }: Standing): boolean =>
  tasks.some((task) => isOpen(task) && task.kind === 'lead' && task.unitId === leadUnitId);

/** The row of an act by which it may be done; else the one that comes nearest, and why not. */
export function tryRows(
  rows: readonly Transition[],
  circumstances: Omit<Attempt, 'row'>,
): { readonly attempt: Attempt; readonly refusal: Message | null } {
  const tries = rows.map((row) => {
    const attempt = { ...circumstances, row };
    return { attempt, refusal: refusalOf(attempt) };
  });
  const nearness = ({ refusal }: (typeof tries)[number]): number => {
    if (refusal === null) return Infinity;
    const index = FIRST_ASKED.indexOf(refusal.code);
    return index < 0 ? FIRST_ASKED.length : index;
  };
  return tries.reduce((best, one) => (nearness(one) >= nearness(best) ? one : best));
}

/** What is asked before anything else, in this order. */
const FIRST_ASKED = ['FLOW-STATE', 'FLOW-SIDE', 'FLOW-POST'];

const nameOf = (act: ActName | 'report'): Message => ({ code: `act.${act}` });

/** Codes of the refusals of guards. */
export const CODE_OF = {
  verified: 'NOT-VERIFIED',
  checked: 'NOT-CHECKED',
  not_asked: 'ASKED-ALREADY',
  not_returned: 'RETURNED',
  returned: 'NOT-RETURNED',
  below_city: 'CITY-DIRECT',
  passed_up: 'NOT-PASSED-UP',
  assists_answered: 'ASSISTS-OPEN',
  no_request: 'REQUEST-WAITS',
  requested: 'NO-REQUEST',
  lead_serves: 'LEAD-ENDED',
  lead_abolished: 'LEAD-SERVES',
  before_due: 'AFTER-DUE',
  extensions_left: 'NO-EXTENSION-LEFT',
  inner_withdrawn: 'INNER-OPEN',
  no_return_asked: 'REQUEST-WAITS',
  rework_ordered: 'NO-REWORK-ORDERED',
  not_taken: 'TAKEN-ALREADY',
  untouched: 'TAKEN-ALREADY',
  public: 'NOT-PUBLIC',
  undecided: 'DECIDED',
  not_called_back: 'CALLED-BACK',
} as const satisfies Readonly<Record<keyof typeof GUARDS, string>>;

/** Whether a row is about such tasks. */
const isOf = ({ tasks = [], orders }: Transition, { kind, order }: Task): boolean =>
  tasks.some((one) => one === kind) && (orders === undefined || orders.includes(order ?? 'supervise'));

/** Whether somebody stands on a side of the case. */
const SIDES: Readonly<Record<Side, (attempt: Attempt) => boolean>> = {
  supervision: ({ standing, who }) => who.unitId === standing.supervisionUnitId,
  command: ({ standing, who }) => who.unitId === standing.commanderUnitId,
  city: ({ standing, who }) => who.unitId === standing.cityDeskUnitId,
  lead: ({ standing: { bodies, leadUnitId }, who }) =>
    leadUnitId !== null && who.unitId === actingDesk(bodies, leadUnitId),
  task: ({ row, who, task, standing: { bodies } }) =>
    task !== null && isOf(row, task) && who.unitId === actingDesk(bodies, task.unitId),
  asker: ({ row, who, task, standing: { bodies } }) =>
    task !== null && isOf(row, task) && who.unitId === actingDesk(bodies, task.askerUnitId),
  decider: (attempt) =>
    requestsOf(attempt).some((request) => attempt.who.unitId === deciderOf(attempt.standing, request)),
  // A body asks for its case back from nobody: only desks may ask the clerk.
  giver: ({ standing: { giver, bodies }, who }) =>
    giver !== null &&
    who.unitId === giver.unitId &&
    isDesk(bodies.get(who.unitId)?.kind ?? '') &&
    (giver.post === null || who.post === 'machine' || who.post === giver.post),
  clerk: () => false,
};

/** What the row decides about: what it grants, else the request that waits; while none does, whatever it could refuse. */
function requestsOf({ standing, row: { grants, refuses = [] } }: Attempt): readonly RequestKind[] {
  if (grants !== undefined) return [grants];
  const waiting = standing.tasks.find((task) => isOpen(task) && task.asks !== null)?.asks;
  const asked = refuses.filter((one) => one === waiting);
  return asked.length > 0 ? asked : refuses;
}

/** Posts that decide about a request now with an act: those the mode names, else its approver. */
function decidingPosts({ mode, extensions }: Standing, act: ActName, request: RequestKind): readonly string[] {
  const { post, secondExtension = post } = APPROVERS[request];
  return mode.rights[act] ?? [extensions > 0 ? secondExtension : post];
}

/** Who will decide about a request that is asked now, in words: the desk and the post. */
export function approverOf(standing: Standing, request: RequestKind): Message {
  const unit = standing.bodies.get(deciderOf(standing, request))?.name ?? message('side.decider');
  const posts = decidingPosts(standing, GRANT_OF[request], request).map((post) => ({ code: `post.${post}` }));
  return message('flow.approver', { unit, posts });
}

const GRANT_OF = {
  extension: 'extend',
  return: 'take_back',
  suspension: 'suspend',
  void: 'void',
} as const satisfies Record<RequestKind, ActName>;

/** The desk that decides about a request; a side of the case, by the mode. */
export function deciderOf({ mode, commanderUnitId, supervisionUnitId }: Standing, request: RequestKind): number {
  const side = mode.deciders[request] ?? 'command';
  return side === 'command' ? commanderUnitId : supervisionUnitId;
}

/** Filed and dispatched at once is dispatched. */
const inPairs = (act: Deed['act']): Deed['act'] => (act === 'file_urgent' ? 'dispatch' : act);

/** The act this person did before that forbids him this one. */
function didOther({ row, who, standing }: Attempt): Deed['act'] | null {
  if (who.personId === null) return null;
  const act = inPairs(row.act);
  for (const [one, other] of standing.mode.pairs) {
    const forbidden = act === one ? other : act === other ? one : null;
    const before = standing.done.find((deed) => inPairs(deed.act) === forbidden && deed.personId === who.personId);
    if (before !== undefined) return before.act;
  }
  return null;
}
