import { message, type Message } from '../../kernel/message.ts';
import type { ActName } from './acts.ts';
import { LIFECYCLE } from './lifecycle.ts';
import { tryRows } from './refuse.ts';
import type { Performer, Standing, Task } from './standing.ts';
import type { Need } from './transition.ts';

/** An act of the bar of a case or a task: allowed, or why not. */
export interface Offer {
  readonly act: ActName;
  readonly needs: readonly Need[];
  /** Null = allowed. */
  readonly refusal: Message | null;
}

/**
 * The acts on a case in its state, or those on one of its tasks: what may be done now, and why the others may not. Acts of
 * other states and those of the clerk are left out; they would fill the bar.
 */
export function offersOn(standing: Standing, who: Performer, task: Task | null, now: Date): readonly Offer[] {
  const { state } = standing;
  const rows = LIFECYCLE.filter(
    ({ from, side }) => from.length > 0 && side !== 'clerk' && (side === 'task') === (task !== null),
  )
    .filter(({ from }) => state === null || from.includes(state))
    .filter(({ tasks }) => task === null || (tasks ?? []).some((kind) => kind === task.kind));
  return [...Map.groupBy(rows, ({ act }) => act)].map(([act, ofAct]) => {
    const { attempt, refusal } = tryRows(ofAct, { standing, who, task, now });
    return { act, needs: attempt.row.needs ?? [], refusal };
  });
}

/** A sentence about what may be done now, for a refusal; empty where nothing may. */
export function insteadOf(...circumstances: Parameters<typeof offersOn>): readonly Message[] {
  const acts = offersOn(...circumstances).filter(({ refusal }) => refusal === null);
  return acts.length === 0 ? [] : [message('flow.instead', { acts: acts.map(({ act }) => ({ code: `act.${act}` })) })];
}
