import type { Limit } from '../../calendars/limit.ts';
import { requireClass } from '../../catalogues/require-class.ts';
import type { Trx } from '../../database/database.ts';
import { present } from '../../kernel/present.ts';
import { Problem } from '../../kernel/problem.ts';
import { limitOfStep } from '../limit-of-step.ts';
import type { CaseEvent } from '../events.ts';
import { standingEvents } from '../recall.ts';
import { leadAfter } from './event-data.ts';
import type { Given } from './given.ts';
import type { ReadCase } from './as-read.ts';
import type { Known } from './outcome.ts';
import type { Attempt } from './guards.ts';

/**
 * The limit of a filing condition as the tenant applies it on a day: its own, its city's, else the printed one; null where
 * none is printed. FLOW-CLASS where the case cannot be of the class, FLOW-CONDITION where that has no such condition.
 */
export async function limitOfCondition(
  trx: Trx,
  { row: found, standing: { tenantId, cityId, mode }, limited: { cellId } }: ReadCase,
  classId: number,
  ruleId: number,
  day: string,
): Promise<Limit | null> {
  const [, rule, limit] = await Promise.all([
    requireClass(trx, tenantId, classId, present(found, 'the case').kind),
    trx
      .selectFrom('lookup.case_rule')
      .select('id')
      .where('id', '=', ruleId)
      .where('class_id', '=', classId)
      .executeTakeFirst(),
    limitOfStep(trx, tenantId, cityId, 'disposal', { classId, ruleId, cellId, day }, mode),
  ]);
  if (rule === undefined) throw new Problem('FLOW-CONDITION', { class: String(classId), condition: String(ruleId) });
  return limit;
}

/**
 * The limit of the clock that an act starts, as the tenant applies it on that day; null where there is none, or nothing gives it
 * one: a disposal then has the limit that the case was accepted or sent with. A body that gets the case again goes on under its own.
 */
export async function stageLimit(
  trx: Trx,
  { standing, limited, events }: ReadCase,
  attempt: Attempt,
  given: Given,
  day: string,
): Promise<Known['stepLimit']> {
  const step = attempt.row.clock?.starts;
  if (step === undefined) return null;
  const isResumed = attempt.row.event === 'reworked' || leadAfter(attempt, given) === lastDispatched(events);
  if (step === 'disposal' && isResumed) return null;
  // Its own; else whoever helps has no clock beside that of the disposal.
  if (step === 'assist') return given.limit ?? null;
  const { tenantId, cityId, mode } = standing;
  const { classId = limited.classId, ruleId = limited.ruleId } = given;
  return limitOfStep(trx, tenantId, cityId, step, { ...limited, classId, ruleId, day }, mode);
}

/** The body to which the case was dispatched last, whose clock it is; undefined before the first dispatch. */
const lastDispatched = (events: readonly CaseEvent[]): number | null | undefined =>
  standingEvents(events).findLast(({ kind }) => kind === 'dispatched')?.leadUnitId;
