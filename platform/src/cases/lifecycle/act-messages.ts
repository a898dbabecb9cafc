import { message, type Message, type Param } from '../../kernel/message.ts';
import { hasEnded, STAGE_OF_STATE, type CaseState } from '../stage.ts';
import type { ReadCase } from './as-read.ts';
import { ACT_WORDS, type ActName } from './acts.ts';
import type { Attempt } from './guards.ts';
import type { Outcome } from './outcome.ts';
import { approverOf, deciderOf } from './refuse.ts';
import { actingDesk } from './serving-desk.ts';
import { isOpen, type Performer, type Standing, type Task } from './standing.ts';
import { isMove, type Transition } from './transition.ts';

const isOver = (state: CaseState): boolean => hasEnded(STAGE_OF_STATE[state]);

/** Which sentence whoever acts reads afterwards, by what the row does. */
export function doneBy(row: Transition) {
  if (row.to !== undefined && isOver(row.to)) return 'done.ended';
  if (row.baton !== undefined && row.from.length > 0) return 'done.moved';
  if (row.asks !== undefined) return 'done.requested';
  if (row.opens !== undefined) return 'done.asked';
  if (row.settles !== undefined) return 'done.answered';
  return isMove(row) ? 'done.stays' : 'done.noted';
}

/** Which sentence the next one concerned reads, by what the row does; null where nobody is asked for anything. */
export function nextBy({ asks, opens, event, refuses, from, to }: Transition): NextCode | null {
  if (asks !== undefined) return 'next.request';
  if (opens !== undefined && isAsked(opens)) return `next.${opens}`;
  const isAnswer = event.endsWith('_answered') || refuses !== undefined;
  const state = isAnswer && from.length === 1 ? from[0] : to;
  return state === undefined || isOver(state) ? null : `next.${state as Worked}`;
}

type Worked = Exclude<CaseState, 'closed' | 'refused' | 'void' | 'moved' | 'merged'>;
type AskedKind = 'assist' | 'verify' | 'check' | 'reply';
type NextCode = 'next.request' | `next.${AskedKind}` | `next.${Worked}`;

/** A hand-over comes as the case itself; a notice is the clerk's. */
const isAsked = (kind: Task['kind']): kind is AskedKind => kind !== 'command' && kind !== 'lead' && kind !== 'notice';

interface After {
  readonly caseNo: string | null;
  readonly state: CaseState | null;
  readonly holderUnitId: number | null;
}

/** The sentence for whoever has just acted: what was done, and where the case or the question went. */
export function doneMessage({ caseNo, state, holderUnitId }: After, attempt: Attempt, { opens }: Outcome): Message {
  const { row, standing, who, task } = attempt;
  const of = { case: caseNo ?? message('flow.the-case'), act: actName(row.act) };
  const notice = opens.find(({ kind }) => kind === 'notice');
  if (notice?.unitId === who.unitId) return message('done.follows', of);
  if (notice !== undefined) return message('done.waits', { ...of, unit: nameOf(standing, notice.unitId) });
  const code = doneBy(row);
  switch (code) {
    case 'done.requested':
      return message(code, { ...of, approver: approverOf(standing, row.asks ?? 'return') });
    case 'done.asked':
      return message(code, { ...of, unit: nameOf(standing, opens[0]?.unitId) });
    case 'done.answered':
      return message(code, { ...of, unit: nameOf(standing, task?.askerUnitId) });
    case 'done.moved':
    case 'done.stays': {
      const inState = { ...of, state: { code: `state.${state ?? 'disposing'}` } };
      if (holderUnitId === null || holderUnitId === standing.holderUnitId || holderUnitId === who.unitId) {
        return message('done.stays', inState);
      }
      return message('done.moved', { ...inState, unit: nameOf(standing, holderUnitId) });
    }
    default:
      return message(code, of);
  }
}

/** The sentence for a body that has the case, is asked something or decides a request: by whom, and for what; null where nothing is asked of it. */
export function nextMessage(
  { standing, events }: Pick<ReadCase, 'standing' | 'events'>,
  who: Performer,
  task: Task | null,
): Message | null {
  const { bodies, state, holderUnitId, tasks } = standing;
  const isOwn = (unitId: number): boolean => who.unitId === actingDesk(bodies, unitId);
  if (task !== null) {
    if (!isOpen(task) || !isAsked(task.kind) || !isOwn(task.unitId)) return null;
    return message(`next.${task.kind}`, { unit: nameOf(standing, task.askerUnitId) });
  }
  const asking = tasks.find((one) => isOpen(one) && one.asks !== null);
  if (asking?.asks != null && isOwn(deciderOf(standing, asking.asks))) {
    const approver = approverOf(standing, asking.asks);
    return message('next.request', { unit: nameOf(standing, asking.unitId), act: askName(asking.asks), approver });
  }
  if (state === null || isOver(state) || !isOwn(holderUnitId)) return null;
  const last = events.findLast(
    ({ version, kind, data }) => version !== null || kind.endsWith('_answered') || data.granted === false,
  );
  if (last === undefined) return null;
  const { act } = last.data;
  return message(`next.${state as Worked}`, {
    unit: nameOf(standing, last.byUnitId),
    act: typeof act === 'string' && act in ACT_WORDS ? actName(act as ActName) : message('flow.uploaded'),
  });
}

const actName = (act: ActName): Message => ({ code: `act.${act}` });
const askName = (request: NonNullable<Task['asks']>): Message => actName(`ask_${request}`);

/** A department does not know every desk of another tenant. */
const nameOf = ({ bodies }: Standing, unitId: number | undefined): Param =>
  bodies.get(unitId ?? NaN)?.name ?? message('flow.other-body');
