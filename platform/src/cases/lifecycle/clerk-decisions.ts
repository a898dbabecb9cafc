import { z } from 'zod';
import { civilDay } from '../../calendars/zone.ts';
import { jsonb } from '../../database/json.ts';
import type { Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Act } from '../events.ts';
import { actAs } from './act-on-case.ts';
import type { Session } from './record-attempt.ts';
import { ACT_NAMES, type ActName } from './acts.ts';
import { recall } from './clerk-recall.ts';
import type { Given } from './given.ts';
import { rowsOf } from './lifecycle.ts';
import { readBodies } from './read-rows.ts';
import { isDecision } from './refuse.ts';
import { actingDesk } from './serving-desk.ts';
import type { Performer } from './standing.ts';

/** Where a desk says that it decided something. */
export interface Notice {
  readonly id: string;
  readonly case_id: string;
  readonly asker_unit_id: number;
  readonly brief: unknown;
}

/** What a desk decided about a case that it does not hold, as its event has it. */
interface Decision {
  readonly act: ActName;
  readonly given: Given;
  /** Of the case when it was decided. */
  readonly version: number;
  readonly by: Omit<Performer, 'tenantId'>;
}

/** Does what a desk decided; where the case has moved on since, or the act is not possible any more, the order lapses and says why. */
export async function follow(trx: Trx, deps: Deps, session: Session, clerk: Performer, notice: Notice): Promise<void> {
  const { tenantId } = session;
  let answer: { readonly done: string; readonly code?: string };
  try {
    answer = { done: await carryOut(trx, deps, session, clerk, notice) };
  } catch (error) {
    if (!(error instanceof Problem) || !error.code.startsWith('FLOW-')) throw error;
    answer = { done: '', code: error.code };
  }
  await trx
    .updateTable('biz.assignment')
    .set({ state: answer.code === undefined ? 'confirmed' : 'returned', answer: jsonb(answer) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', notice.id)
    .execute();
}

/** Carries out the decision that a notice names, with the rights of whoever took it. */
async function carryOut(trx: Trx, deps: Deps, session: Session, clerk: Performer, notice: Notice): Promise<ActName> {
  const { tenantId } = session;
  const { act, given, version, by } = await readDecision(trx, tenantId, notice);
  const bodies = await readBodies(trx, session, tenantId, civilDay(deps.clock.now(), session.timeZone));
  const home = bodies.get(by.unitId)?.homeId ?? tenantId;
  const who = { ...clerk, decidedBy: { ...by, unitId: actingDesk(bodies, by.unitId), tenantId: home } };
  if (act === 'recall') await recall(trx, deps, session, who, notice.case_id, version);
  else {
    const target = { tenantId, caseId: notice.case_id, version };
    await actAs(trx, deps, session, who, act, target, given);
  }
  return act;
}

/**
 * The decision itself, written by the asker: nobody writes an event in another's name, whereas its county may change a notice.
 * FLOW-NO-DECISION where there is none, or it is none that the clerk carries out.
 */
async function readDecision(trx: Trx, tenantId: number, { case_id: caseId, asker_unit_id: asker, brief }: Notice) {
  const { data: id } = z.uuid().safeParse((brief as { decisionId?: unknown } | null)?.decisionId);
  const event =
    id === undefined
      ? undefined
      : await trx
          .selectFrom('biz.case_event')
          .select(['data', 'post', 'person_id'])
          .where('tenant_id', '=', tenantId)
          .where('id', '=', id)
          .where('case_id', '=', caseId)
          .where('by_unit_id', '=', asker)
          .where('kind', 'in', ['decided', 'recall_asked'])
          .executeTakeFirst();
  return decisionOf(event, asker);
}

/** The decision that an event states. FLOW-NO-DECISION where it states none. Pure. */
export function decisionOf(
  event: { readonly data: unknown; readonly post: string | null; readonly person_id: string | null } | undefined,
  asker: number,
): Decision {
  const { act, forVersion, reason, words, resumeAt } = (event?.data ?? {}) as Partial<Act>;
  const name = ACT_NAMES.find((one) => one === act);
  if (event === undefined || name === undefined || forVersion === undefined || !rowsOf(name).every(isDecision)) {
    throw new Problem('FLOW-NO-DECISION', { act: { code: `act.${name ?? 'refuse_request'}` }, instead: [] });
  }
  return {
    ...{ act: name, given: { reason, words, until: resumeAt }, version: forVersion },
    by: { unitId: asker, post: event.post as Performer['post'], personId: event.person_id },
  };
}
