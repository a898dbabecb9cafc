import { message, type Message } from '../../kernel/message.ts';
import type { ActName } from './acts.ts';
import { GUARDS, type Circumstances } from './guards.ts';
import { isOpen, type Performer } from './standing.ts';
import type { Side } from './transition.ts';

/** An act that somebody wants to do. */
export interface Attempt extends Circumstances {
  readonly who: Performer;
}

/** Why the act may not be done, in the order in which a person would want to know; null if it may. */
export function refusalOf(attempt: Attempt): Message | null {
  const { row, standing, who, task } = attempt;
  const act = nameOf(row.act);
  const { state, mode } = standing;
  if (task !== null && !isOpen(task)) return message('FLOW-TASK-OVER', { act });
  if (state !== null && row.from.length > 0 && !row.from.includes(state)) {
    return message('FLOW-STATE', { act, state: { code: `state.${state}` } });
  }
  if (who.post !== 'clerk' && !SIDES[row.side](attempt))
    return message('FLOW-SIDE', { act, side: { code: `side.${row.side}` } });
  const posts = mode.rights[row.act] ?? row.posts;
  if (who.post !== 'machine' && who.post !== 'clerk' && !(posts as readonly string[]).includes(who.post)) {
    return message('FLOW-POST', { act, posts: posts.map((post) => ({ code: `post.${post}` })) });
  }
  if (task !== null && who.personId !== null && task.barred.includes(who.personId)) {
    return message('FLOW-BARRED', { act });
  }
  for (const guard of row.guards ?? []) if (!GUARDS[guard](attempt)) return message(`FLOW-${CODE_OF[guard]}`, { act });
  const other = didOther(attempt);
  return other === null ? null : message('FLOW-SAME-PERSON', { act, other: nameOf(other) });
}

const nameOf = (act: ActName): Message => ({ code: `act.${act}` });

/** Codes of the refusals of guards. */
export const CODE_OF = {
  verified: 'NOT-VERIFIED',
  checked: 'NOT-CHECKED',
  not_asked: 'ASKED-ALREADY',
  not_returned: 'RETURNED',
  below_city: 'CITY-DIRECT',
  passed_up: 'NOT-PASSED-UP',
  assists_answered: 'ASSISTS-OPEN',
  no_request: 'REQUEST-WAITS',
  requested: 'NO-REQUEST',
  before_due: 'AFTER-DUE',
  extensions_left: 'NO-EXTENSION-LEFT',
  not_taken: 'TAKEN-ALREADY',
  untouched: 'TAKEN-ALREADY',
  public: 'NOT-PUBLIC',
} as const satisfies Readonly<Record<keyof typeof GUARDS, string>>;

/** Whether somebody stands on a side of the case. */
const SIDES: Readonly<Record<Side, (attempt: Attempt) => boolean>> = {
  supervision: ({ standing, who }) => who.unitId === standing.supervisionUnitId,
  command: ({ standing, who }) => who.unitId === standing.commanderUnitId,
  lead: ({ standing, who }) => who.unitId === standing.leadUnitId,
  task: ({ row, who, task }) =>
    task !== null && (row.tasks ?? []).some((kind) => kind === task.kind) && who.unitId === task.unitId,
  decider: (attempt) => attempt.who.unitId === deciderOf(attempt),
  giver: ({ standing, who }) => who.unitId === standing.giverUnitId,
  clerk: ({ who }) => who.post === 'clerk',
};

/** The desk that decides: what the row grants, else the request that waits; a side of the case, by the mode. */
function deciderOf({ standing, row }: Attempt): number {
  const request = row.grants ?? standing.tasks.find((task) => isOpen(task) && task.asks !== null)?.asks ?? 'return';
  const side = standing.mode.deciders[request] ?? 'command';
  return side === 'command' ? standing.commanderUnitId : standing.supervisionUnitId;
}

/** The act this person did before that forbids him this one. */
function didOther({ row, who, standing }: Attempt): ActName | null {
  if (who.personId === null) return null;
  for (const [one, other] of standing.mode.pairs) {
    const forbidden = row.act === one ? other : row.act === other ? one : null;
    const before = standing.done.find(({ act, personId }) => act === forbidden && personId === who.personId);
    if (before !== undefined) return before.act;
  }
  return null;
}
