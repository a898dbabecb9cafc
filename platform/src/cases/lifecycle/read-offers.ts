import { civilDay } from '../../calendars/zone.ts';
import { z } from 'zod';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import { Problem } from '../../kernel/problem.ts';
import { CASE_STATES, type CaseState } from '../stage.ts';
import { inTwo, type Message } from '../../kernel/message.ts';
import { query } from '../../commands/query.ts';
import { reasonInWords, stockReason } from '../reasons.ts';
import { nextMessage } from './act-messages.ts';
import { ACT_NAMES, type ActName } from './acts.ts';
import { offersOn, type Offer } from './offers.ts';
import { NEEDS } from './transition.ts';
import { performerOf } from './performer.ts';
import { readCase, readTaskCase } from './read-standing.ts';

const inWords = z.strictObject({ zh: z.string(), en: z.string() });

const offer = z
  .strictObject({
    act: z.enum(ACT_NAMES as [ActName, ...ActName[]]).describe('done by `cases.<act>`'),
    needs: z.array(z.enum(NEEDS)).readonly().describe('what its input must give beside case and version, or task'),
    reasons: z
      .array(stockReason)
      .readonly()
      .describe('out of which its reason is given, by the code; `other` is explained in words'),
    approver: inWords.nullable().describe('of a request: who will decide about it'),
    refusal: z
      .strictObject({ code: z.string(), zh: z.string(), en: z.string() })
      .nullable()
      .describe('null: allowed now; else why not, in words'),
  })
  .meta({ id: 'Offer' });

/** The bar of a case, or of one of its tasks. */
export interface Offers {
  /** To be named by the act: it is refused where the case has moved on. */
  readonly version: number;
  /** Null for a body that works a task without seeing the case. */
  readonly state: CaseState | null;
  readonly offers: readonly Offer[];
  /** What brought the case or the task to the reader's body, and what is asked of it; null where nothing is. */
  readonly message: Message | null;
}

const input = z.strictObject({ tenantId: z.int32(), caseId: z.uuid(), taskId: z.uuid().optional() });

/**
 * What the actor may do now on a case or a task, and why not the rest: out of the table that also refuses. FLOW-CASE-UNKNOWN
 * or FLOW-TASK-UNKNOWN where it is not the actor's to see.
 */
export async function readOffers(
  trx: Trx,
  actor: Actor,
  { tenantId, caseId, taskId }: z.infer<typeof input>,
  now: Date,
): Promise<Offers> {
  const today = civilDay(now, actor.tenant.timeZone);
  const found =
    taskId === undefined
      ? await readCase(trx, actor, { tenantId, caseId }, today, 'unlocked')
      : await readTaskCase(trx, actor, { tenantId, taskId }, today, 'unlocked');
  const { standing } = found;
  const task = standing.tasks.find(({ id }) => id === taskId) ?? null;
  if (standing.caseId !== caseId) throw new Problem('FLOW-TASK-UNKNOWN');
  const { version, state } = standing;
  const who = performerOf(actor);
  return { version, state, offers: offersOn(standing, who, task, now), message: nextMessage(found, who, task) };
}

export const actionsQuery = query({
  name: 'cases.actions',
  title: { zh: '可办理的操作', en: 'What may be done now on a case or a task, and why not the rest' },
  input,
  output: z.strictObject({
    version: z.int32().describe('to be named by the next act on the case'),
    state: z.enum(CASE_STATES).nullable().describe('null for a body that works a task without seeing the case'),
    offers: z.array(offer).readonly(),
    message: inWords
      .nullable()
      .describe('what brought it to the body of the reader, and what is asked of it; null: nothing is'),
  }),
  problems: ['FLOW-CASE-UNKNOWN', 'FLOW-TASK-UNKNOWN'],
  read: async (trx, actor, wanted, { clock }) => {
    const { offers, message, ...bar } = await readOffers(trx, actor, wanted, clock.now());
    const words = (one: Message | null) => one && inTwo(one, actor.tenant.timeZone);
    const shown = ({ reasons, approver, refusal, ...rest }: Offer) => ({
      ...{ ...rest, reasons: reasons.map(reasonInWords), approver: words(approver) },
      refusal: refusal && { code: refusal.code, ...inTwo(refusal, actor.tenant.timeZone) },
    });
    return { ...bar, offers: offers.map(shown), message: words(message) };
  },
});
