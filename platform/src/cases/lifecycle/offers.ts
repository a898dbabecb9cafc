import { message, type Message } from '../../kernel/message.ts';
import { reasonsOf, type Reason } from '../reasons.ts';
import type { ActName } from './acts.ts';
import { LIFECYCLE } from './lifecycle.ts';
import { approverOf, tryRows } from './refuse.ts';
import { actingDesk } from './serving-desk.ts';
import type { Performer, Standing, Task } from './standing.ts';
import { isOnTask, type Need } from './transition.ts';

/** An act of the bar of a case or a task: allowed, or why not. */
export interface Offer {
  readonly act: ActName;
  readonly needs: readonly Need[];
  /** Out of which its reason is given; empty where it needs none. */
  readonly reasons: readonly Reason[];
  /** Of a request: who will decide about it. */
  readonly approver: Message | null;
  /** Null = allowed. */
  readonly refusal: Message | null;
}

/**
 * The acts on a case in its state, or those on one of its tasks: what may be done now, and why the others may not. Acts of
 * other states, those of the clerk and those on the other side of a task are left out; they would fill the bar.
 */
export function offersOn(standing: Standing, who: Performer, task: Task | null, now: Date): readonly Offer[] {
  const { state } = standing;
  const rows = LIFECYCLE.filter(
    (row) => row.from.length > 0 && row.side !== 'clerk' && isOnTask(row) === (task !== null),
  )
    .filter(({ from }) => state === null || from.includes(state))
    .filter(({ side, tasks }) => {
      if (task === null) return true;
      const isOf = (unitId: number): boolean => who.unitId === actingDesk(standing.bodies, unitId);
      const isAsker = isOf(task.askerUnitId);
      const isHis = side === 'asker' ? isAsker : !isAsker || isOf(task.unitId);
      return isHis && (tasks ?? []).some((kind) => kind === task.kind);
    });
  return [...Map.groupBy(rows, ({ act }) => act)].map(([act, ofAct]) => {
    const { attempt, refusal } = tryRows(ofAct, { standing, who, task, now });
    const { needs = [], asks } = attempt.row;
    const reasons = needs.includes('reason') ? reasonsOf(act) : [];
    return { act, needs, reasons, approver: asks === undefined ? null : approverOf(standing, asks), refusal };
  });
}

/** A sentence about what may be done now, for a refusal; empty where nothing may. */
export function insteadOf(...circumstances: Parameters<typeof offersOn>): readonly Message[] {
  const acts = offersOn(...circumstances).filter(({ refusal }) => refusal === null);
  return acts.length === 0 ? [] : [message('flow.instead', { acts: acts.map(({ act }) => ({ code: `act.${act}` })) })];
}
