import type { WorkCalendar } from '../../calendars/calendar.ts';
import { calendarOf } from '../../calendars/read-calendar.ts';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import type { Deps } from '../../kernel/deps.ts';
import { inTwo, type InTwo } from '../../kernel/message.ts';
import { notifyCaseChanged } from '../case-changes.ts';
import type { Cut } from '../record/cut.ts';
import { recordAct } from '../record/record-act.ts';
import { doneMessage } from './act-messages.ts';
import { bringMedia } from './act-media.ts';
import { afterAct, readsAll } from './after-act.ts';
import type { ReadCase } from './as-read.ts';
import { decide } from './decide.ts';
import type { Given } from './given.ts';
import { limitOfCondition, stageLimit } from './known.ts';
import type { Outcome } from './outcome.ts';
import type { Attempt } from './guards.ts';
import type { Standing } from './standing.ts';
import { changesOf, movedDeadlines, tasksOf, type When } from './task-rows.ts';

/** The case after an act, as far as who acts may know it. */
export interface Acted {
  readonly tenantId: number;
  readonly caseId: string;
  readonly caseNo: string | null;
  readonly version: number | null;
  readonly state: string | null;
  readonly holderUnitId: number | null;
  /** What whoever acted reads. */
  readonly message: InTwo;
}

/** As whom the transaction reads and writes. */
export interface Session extends Pick<Actor, 'pool' | 'tenantId' | 'cityId' | 'login'> {
  readonly timeZone: string;
}

/** Under which cut an act is recorded, and when it was done. */
interface Recorded {
  readonly cut: Cut;
  readonly now: Date;
  /** Civil day, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Records an act that is allowed: what it leads to, its events, tasks and photographs. The cut is shared, the case locked. */
export async function recordAttempt(
  trx: Trx,
  deps: Deps,
  session: Session,
  { cut, now, today }: Recorded,
  found: ReadCase,
  attempt: Attempt,
  given: Given,
): Promise<Acted> {
  const { standing, who } = attempt;
  const { tenantId } = standing;
  const [limit, stepLimit] = await Promise.all([
    given.classId === undefined || given.ruleId === undefined
      ? null
      : limitOfCondition(trx, found, given.classId, given.ruleId, today),
    stageLimit(trx, found, attempt, given, today),
  ]);
  const outcome = decide(attempt, given, { limit, stepLimit });
  let read: Promise<WorkCalendar> | undefined;
  const when: When = { now, today, calendar: () => (read ??= calendarOf(trx, tenantId)) };
  const isClocked = readsAll(found) && outcome.events.some(({ isMove }) => isMove); // a note moves no clock
  const calendar = isClocked ? await when.calendar() : null;
  const { acted, events } = afterAct(deps, calendar, found, outcome, now);
  const acting = { tenantId, cityId: session.cityId, unitId: who.unitId, actor: session.login };
  const recording = { acting, cut, personId: who.personId, post: who.post };
  const opens = await tasksOf(trx, deps, found, outcome.opens, { acted, events }, when);
  const changes = [...changesOf(outcome.changes), ...movedDeadlines(standing, attempt.row.clock, acted, calendar)];
  const version = acted?.version ?? standing.version;
  // Sent together, in this order: who may see a photograph may hang on the task.
  await Promise.all([
    recordAct(trx, deps, recording, { acted, isNew: false, caseId: standing.caseId, events, opens, changes }),
    bringMedia(trx, deps, { ...acting, tenantId: session.tenantId }, attempt, outcome, given),
    notifyCaseChanged(trx, {
      ...{ tenantId, cityId: standing.cityId, caseId: standing.caseId, version },
      units: concerned(standing, outcome, acted),
    }),
  ]);
  const after = {
    ...{ caseNo: found.row?.case_no ?? null, state: acted?.state ?? standing.state },
    holderUnitId: acted?.baton.holderUnitId ?? (found.row === null ? null : standing.holderUnitId),
  };
  return {
    ...{ tenantId, caseId: standing.caseId, version: found.row === null ? null : version, ...after },
    message: inTwo(doneMessage(after, attempt, outcome), session.timeZone),
  };
}

/** Bodies whose desks show the case or a task of it, before or after. */
function concerned(
  standing: Standing,
  { opens }: Outcome,
  acted: { baton: { holderUnitId: number | null } } | null,
): number[] {
  const { holderUnitId, leadUnitId, supervisionUnitId, commandUnitId, tasks } = standing;
  const bodies = [holderUnitId, leadUnitId, supervisionUnitId, commandUnitId, acted?.baton.holderUnitId ?? null];
  const ofTasks = [...tasks, ...opens].flatMap(({ unitId, askerUnitId }) => [unitId, askerUnitId]);
  return [...new Set([...bodies.filter((unit) => unit !== null), ...ofTasks])];
}
