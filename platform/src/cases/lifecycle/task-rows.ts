import type { Trx } from '../../database/database.ts';
import type { JsonObject } from '../../database/tables.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { ActedCase, ActWrite, TaskRow, TaskUpdate } from '../record/record-act.ts';
import type { NewTask, TaskChange } from './outcome.ts';
import type { WorkCalendar } from '../../calendars/calendar.ts';
import { limitOfStep } from '../limit-of-step.ts';
import { Problem } from '../../kernel/problem.ts';
import { stepDue, WARN_SHARE, type StepDue } from '../step-due.ts';
import { dueOf } from '../step-turns.ts';
import type { ReadCase } from './as-read.ts';
import type { CaseRowRead } from './read-rows.ts';
import { isOpen, type Standing } from './standing.ts';
import type { ClockEffect } from './transition.ts';

/** When an act is done, and by which calendar its clocks run; the calendar is read when the first clock needs it. */
export interface When {
  readonly now: Date;
  /** Civil day, `YYYY-MM-DD`. */
  readonly today: string;
  calendar(): Promise<WorkCalendar>;
}

const NEVER = { dueAt: null, warnAt: null };

/** The tasks that an act opens, with their briefs and limits. */
export async function tasksOf(
  trx: Trx,
  { ids }: Deps,
  { standing, row, limited: known }: ReadCase,
  opens: readonly NewTask[],
  { acted, events }: Pick<ActWrite, 'acted' | 'events'>,
  { now, today, calendar }: When,
): Promise<TaskRow[]> {
  const picture = acted?.picture;
  const { classId, ruleId, cellId } = picture ?? known;
  const limited = { classId, ruleId, cellId, day: today };
  const { tenantId, cityId, mode } = standing;
  return Promise.all(
    opens.map(async (task): Promise<TaskRow> => {
      const stage = STAGE_OF_TASK[task.kind];
      const [className, limit] = await Promise.all([
        nameOfClass(trx, classId),
        stage === undefined ? null : limitOfStep(trx, tenantId, cityId, stage, limited, mode),
      ]);
      const own = task.limit ?? limit;
      const isOfWork = task.kind === 'lead' || (task.kind === 'assist' && own === null);
      const ofWork = dueOfWork(acted, row);
      const ofLimit = own === null ? NEVER : stepDue(await calendar(), now, own);
      if (task.kind === 'assist') refuseLateAssist(ofLimit, ofWork, now);
      const due = isOfWork ? ofWork : task.until === null ? ofLimit : dueBy(task.until, now);
      return {
        ...{ id: ids.next(), kind: task.kind, subtype: task.subtype, unitId: task.unitId },
        ...{ askerUnitId: task.askerUnitId, alsoUnitId: task.alsoUnitId, otherId: task.otherId, barred: task.barred },
        onBehalfOfUnitId: task.onBehalfOfUnitId,
        brief: briefOf(row, acted, className, task, task.kind === 'notice' ? (events[0]?.id ?? null) : null),
        limitValue: isOfWork ? (picture?.limitValue ?? row?.limit_value ?? null) : (own?.value ?? null),
        limitUnit: isOfWork ? (picture?.limitUnit ?? row?.limit_unit ?? null) : (own?.unit ?? null),
        ...due,
      };
    }),
  );
}

/**
 * Whoever works the case waits for those that help: none may be given longer than the disposal has. Past that deadline any limit
 * is late already.
 */
function refuseLateAssist({ dueAt }: StepDue, { dueAt: needed }: StepDue, now: Date): void {
  if (dueAt === null || needed === null || needed <= now || dueAt <= needed) return;
  throw new Problem('FLOW-ASSIST-LATE', { due: { at: needed.toISOString() } });
}

/** An instant that somebody named: the lamp turns yellow when the same share of the time until then has passed. */
function dueBy(until: string, now: Date): StepDue {
  const dueAt = new Date(until);
  return { dueAt, warnAt: new Date(now.getTime() + WARN_SHARE * (dueAt.getTime() - now.getTime())) };
}

/** Whoever works the case, or helps without a limit of its own, has until the deadline of the disposal. */
const dueOfWork = (acted: ActedCase | null, row: CaseRowRead | null): StepDue => ({
  dueAt: acted?.row?.fact.dueAt ?? row?.due_at ?? null,
  warnAt: acted?.row?.stepDue.warnAt ?? row?.warn_at ?? null,
});

const STAGE_OF_TASK: Readonly<Partial<Record<NewTask['kind'], 'dispatch' | 'verify' | 'check'>>> = {
  command: 'dispatch',
  verify: 'verify',
  check: 'check',
};

async function nameOfClass(trx: Trx, classId: number | null): Promise<string | null> {
  if (classId === null) return null;
  const found = await trx.selectFrom('lookup.class').select('class_name').where('id', '=', classId).executeTakeFirst();
  return found?.class_name ?? null;
}

/**
 * What a body needs to know of the case to work its task, also what its acts are judged by and their clocks get their limits
 * from; nothing personal.
 */
function briefOf(
  row: CaseRowRead | null,
  acted: ActedCase | null,
  className: string | null,
  { words }: NewTask,
  decisionId: string | null,
): JsonObject {
  const picture = acted?.picture;
  const brief = {
    caseNo: acted?.baton.caseNo ?? row?.case_no ?? null,
    className,
    address: masked(picture?.address ?? row?.address),
    description: masked(picture?.description ?? row?.description),
    classId: picture?.classId ?? row?.class_id ?? null,
    ruleId: picture?.ruleId ?? row?.rule_id ?? null,
    cellId: picture?.cellId ?? row?.cell_id ?? null,
    modeFrom: row?.mode_from?.toISOString() ?? null,
    longitude: picture?.longitude ?? row?.longitude ?? null,
    latitude: picture?.latitude ?? row?.latitude ?? null,
    words: masked(words),
    ...(decisionId === null ? {} : { decisionId }),
  };
  return brief as unknown as JsonObject;
}

const masked = (text: string | null | undefined): string | null => (text == null ? null : maskPersonal(text));

/** Changes of tasks, by their columns. */
export const changesOf = (changes: readonly TaskChange[]): TaskUpdate[] =>
  changes.map(({ id, state, answer, asks, inner }) => ({
    id,
    set: {
      ...(state === undefined ? {} : { state }),
      ...(answer === undefined ? {} : { answer: answer as JsonObject }),
      ...(asks === undefined ? {} : asks === null ? { asks: null, asks_unit_id: null } : askedColumns(asks)),
      ...(inner === undefined ? {} : { inner_unit_id: inner.unitId, person_id: inner.personId }),
    },
  }));

/** A request by its columns. */
export function askedColumns({ request, reason, words, until, unitId, otherId }: NonNullable<TaskChange['asks']>) {
  const asks: JsonObject = { request, reason, ...(words && { words }), ...(until && { until }) };
  return { asks, asks_unit_id: unitId, ...(otherId === null ? {} : { other_id: otherId }) };
}

/**
 * The task of whoever works the case follows its deadline, where the act moves that; so does that of whoever helps without a
 * limit of its own. One with its own follows its clock, which stands while the case is suspended.
 */
export function movedDeadlines(
  { tasks }: Standing,
  clock: ClockEffect | undefined,
  acted: ActedCase | null,
  calendar: WorkCalendar | null,
): TaskUpdate[] {
  const isMoved = clock?.extends !== undefined || clock?.pauses === 'disposal' || clock?.resumes === 'disposal';
  const row = acted?.row ?? null;
  if (!isMoved || row === null || calendar === null) return [];
  const ofWork = { dueAt: row.fact.dueAt, warnAt: row.stepDue.warnAt };
  return tasks.filter(isOpen).flatMap(({ id, kind, unitId }) => {
    if (kind !== 'lead' && kind !== 'assist') return [];
    const turn = row.turns.find((one) => one.step === kind && one.unitId === unitId && one.endedAt === null);
    const { dueAt, warnAt } = turn === undefined || turn.limit === null ? ofWork : dueOf(calendar, turn);
    return [{ id, set: { due_at: dueAt, warn_at: warnAt } }];
  });
}
