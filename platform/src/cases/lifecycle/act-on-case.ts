import type { WorkCalendar } from '../../calendars/calendar.ts';
import { calendarOf } from '../../calendars/read-calendar.ts';
import { civilDay } from '../../calendars/zone.ts';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import type { Deps } from '../../kernel/deps.ts';
import { asProblem, Problem } from '../../kernel/problem.ts';
import { notifyCaseChanged } from '../case-changes.ts';
import { recordAct } from '../record/record-act.ts';
import { shareCut, type Cut } from '../record/cut.ts';
import { bringMedia, missingPhoto } from './act-media.ts';
import type { ActName } from './acts.ts';
import { afterAct, readsAll } from './after-act.ts';
import { decide } from './decide.ts';
import type { Outcome } from './outcome.ts';
import type { Given } from './given.ts';
import { limitOfCondition, stageLimit } from './known.ts';
import { rowsOf } from './lifecycle.ts';
import { performerOf } from './performer.ts';
import { insteadOf } from './offers.ts';
import type { ReadCase } from './as-read.ts';
import { readCase, readTaskCase } from './read-standing.ts';
import type { CaseKey } from './read-rows.ts';
import { tryRows, type Attempt } from './refuse.ts';
import { requireInner } from './require-inner.ts';
import { sinceThen } from './since.ts';
import type { Body, Performer, Standing, Task } from './standing.ts';
import { changesOf, movedDeadlines, tasksOf, type When } from './task-rows.ts';

/** What an act is done to. */
export type Target =
  | (CaseKey & { /** The version that the person sees. */ readonly version: number })
  | { readonly tenantId: number; readonly taskId: string };

/** The case after an act, as far as who acts may know it. */
export interface Acted {
  readonly tenantId: number;
  readonly caseId: string;
  readonly caseNo: string | null;
  readonly version: number | null;
  readonly state: string | null;
  readonly holderUnitId: number | null;
}

/** Performs an act on a case or on one of its tasks, in the actor's own pool. Throws a FLOW-… problem where it may not be done. */
export async function actOnCase(
  trx: Trx,
  deps: Deps,
  actor: Actor,
  act: ActName,
  target: Target,
  given: Given,
): Promise<Acted> {
  const { pool, tenantId, cityId, login, tenant } = actor;
  const session = { pool, tenantId, cityId, login, timeZone: tenant.timeZone };
  return actAs(trx, deps, session, performerOf(actor), act, target, given);
}

/** As whom the transaction reads and writes. */
export interface Session extends Pick<Actor, 'pool' | 'tenantId' | 'cityId' | 'login'> {
  readonly timeZone: string;
}

/** The same for whoever performs: the clerk has no post and no body of his own. */
export async function actAs(
  trx: Trx,
  deps: Deps,
  session: Session,
  who: Performer,
  act: ActName,
  target: Target,
  given: Given,
): Promise<Acted> {
  const { tenantId } = target;
  const today = civilDay(deps.clock.now(), session.timeZone);
  // Sent together: on one connection the share of the cut is taken before the lock of the case.
  const sharing = shareCut(trx, deps, tenantId);
  const reading =
    'taskId' in target
      ? readTaskCase(trx, session, target, today, 'locked')
      : readCase(trx, session, target, today, 'locked');
  sharing.catch(() => undefined); // a case that is not there, and one of a tenant that is not, are refused alike
  const found = await reading;
  const cut = await sharing;
  const now = deps.clock.now();
  const { standing } = found;
  const task = 'taskId' in target ? (standing.tasks.find(({ id }) => id === target.taskId) ?? null) : null;
  if ('version' in target && target.version !== standing.version) {
    const since = await sinceThen(trx, standing, target.version);
    throw new Problem('FLOW-MOVED-ON', { since, instead: insteadOf(standing, who, task, now) });
  }
  const attempt = allowedAttempt(act, standing, who, task, now);
  checkGiven(attempt, given);
  if (attempt.row.needs?.includes('inner')) await requireInner(trx, who, given, today, now);
  return recordAttempt(trx, deps, session, { cut, now, today }, found, attempt, given);
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
  return {
    ...{ tenantId, caseId: standing.caseId, caseNo: found.row?.case_no ?? null },
    ...{ version: found.row === null ? null : version, state: acted?.state ?? standing.state },
    holderUnitId: acted?.baton.holderUnitId ?? (found.row === null ? null : standing.holderUnitId),
  };
}

/** The row of the act that allows it; else the refusal is thrown, with what is allowed instead. */
function allowedAttempt(act: ActName, standing: Standing, who: Performer, task: Task | null, now: Date): Attempt {
  const { attempt, refusal } = tryRows(rowsOf(act), { standing, who, task, now });
  if (refusal === null) return attempt;
  const params = { ...refusal.params, instead: insteadOf(standing, who, task, now) };
  throw asProblem({ ...refusal, params });
}

const YEAR_MS = 366 * 24 * 3_600_000;

/** What the shape of the input cannot know: bodies that serve, dates ahead. */
function checkGiven({ row, standing, who, task, now }: Attempt, given: Given): void {
  const missing = missingPhoto(row, given);
  if (missing !== null) throw asProblem(missing);
  if (given.until !== undefined) {
    const until = new Date(given.until);
    if (until <= now || until.getTime() > now.getTime() + YEAR_MS) throw new Problem('FLOW-UNTIL');
  }
  for (const { unitId } of given.assists ?? []) {
    if (unitId === given.unitId) throw new Problem('FLOW-ASSIST-LEAD');
    servingBody(standing, unitId);
  }
  if (given.unitId === undefined) return;
  if (row.opens === 'assist' && given.unitId === standing.leadUnitId) throw new Problem('FLOW-ASSIST-LEAD');
  const body = servingBody(standing, given.unitId);
  const isFar = body.homeId === standing.cityId && standing.holderId !== standing.cityId;
  if (isFar && row.opens === 'lead' && standing.mode.cityBodies === 'through_city') {
    throw new Problem('FLOW-BODY-CITY', { instead: insteadOf(standing, who, task, now) });
  }
}

function servingBody({ bodies }: Standing, unitId: number): Body {
  const body = bodies.get(unitId);
  if (body === undefined || !body.serves) throw new Problem('FLOW-BODY', { unit: String(unitId) });
  return body;
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
