import { civilDay } from '../../calendars/zone.ts';
import { z } from 'zod';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { CaseState } from '../stage.ts';
import { offersOn, type Offer } from './offers.ts';
import { performerOf } from './performer.ts';
import { readCase, readTaskCase } from './read-standing.ts';

/** The bar of a case, or of one of its tasks. */
export interface Offers {
  /** To be named by the act: it is refused where the case has moved on. */
  readonly version: number;
  /** Null for a body that works a task without seeing the case. */
  readonly state: CaseState | null;
  readonly offers: readonly Offer[];
}

export const readOffersInput = z.strictObject({ tenantId: z.int32(), caseId: z.uuid(), taskId: z.uuid().optional() });

/**
 * What the actor may do now on a case or a task, and why not the rest: out of the table that also refuses. FLOW-CASE-UNKNOWN
 * or FLOW-TASK-UNKNOWN where it is not the actor's to see.
 */
export async function readOffers(
  trx: Trx,
  actor: Actor,
  { tenantId, caseId, taskId }: z.infer<typeof readOffersInput>,
  now: Date,
): Promise<Offers> {
  const today = civilDay(now, actor.tenant.timeZone);
  const { standing } =
    taskId === undefined
      ? await readCase(trx, actor, { tenantId, caseId }, today, 'unlocked')
      : await readTaskCase(trx, actor, { tenantId, taskId }, today, 'unlocked');
  const task = standing.tasks.find(({ id }) => id === taskId) ?? null;
  if (standing.caseId !== caseId) throw new Problem('FLOW-TASK-UNKNOWN');
  const { version, state } = standing;
  return { version, state, offers: offersOn(standing, performerOf(actor), task, now) };
}
