import type { WorkCalendar } from '../../calendars/calendar.ts';
import { calendarOf } from '../../calendars/read-calendar.ts';
import { civilDay } from '../../calendars/zone.ts';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import type { Deps } from '../../kernel/deps.ts';
import { asProblem, Problem } from '../../kernel/problem.ts';
import { caseRow } from '../case-row.ts';
import { pictureOf } from '../picture.ts';
import { notifyCaseChanged } from '../case-changes.ts';
import { makeProjection, type Known, type Projection } from '../project.ts';
import type { CaseState } from '../stage.ts';
import { recordAct, type ActEventRow, type ActWrite } from '../record/record-act.ts';
import { shareCut } from '../record/cut.ts';
import { bringMedia, missingPhoto } from './act-media.ts';
import type { ActName } from './acts.ts';
import { decide, type ActEvent, type Outcome } from './decide.ts';
import type { Given } from './given.ts';
import { limitOfCondition, stageLimit } from './known.ts';
import { rowsOf } from './lifecycle.ts';
import { performerOf } from './performer.ts';
import { readCase, readTaskCase, type CaseKey, type ReadCase } from './read-standing.ts';
import { refusalOf, type Attempt } from './refuse.ts';
import { sinceThen } from './since.ts';
import { leadHomeOf, type Performer, type Standing, type Task } from './standing.ts';
import { changesOf, tasksOf, type When } from './task-rows.ts';

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
  const [cut, found] = await Promise.all([
    shareCut(trx, deps, tenantId),
    'taskId' in target
      ? readTaskCase(trx, session, target, today, 'locked')
      : readCase(trx, session, target, today, 'locked'),
  ]);
  const now = deps.clock.now();
  const { standing } = found;
  const task = 'taskId' in target ? (standing.tasks.find(({ id }) => id === target.taskId) ?? null) : null;
  if ('version' in target && target.version !== standing.version) {
    throw new Problem('FLOW-MOVED-ON', { since: await sinceThen(trx, standing, target.version) });
  }
  const attempt = allowedAttempt(act, standing, who, task, now);
  checkGiven(attempt, given);
  const [limit, stepLimit] = await Promise.all([
    given.classId === undefined || given.ruleId === undefined
      ? null
      : limitOfCondition(trx, tenantId, given.classId, given.ruleId, today),
    stageLimit(trx, found, attempt, given, today),
  ]);
  const outcome = decide(attempt, given, { limit, stepLimit });
  let calendar: Promise<WorkCalendar> | undefined;
  const when = { now, today, calendar: () => (calendar ??= calendarOf(trx, tenantId)) };
  const { write, acted } = await writeOf(deps, found, outcome, when);
  const acting = { tenantId, cityId: session.cityId, unitId: who.unitId, actor: session.login };
  const recording = { acting, cut, personId: who.personId, post: who.post };
  const opens = await tasksOf(trx, deps, standing, found.row, outcome.opens, acted, when);
  const version = acted?.version ?? standing.version;
  // Sent together, in this order: who may see a photograph may hang on the task.
  await Promise.all([
    recordAct(trx, deps, recording, { ...write, opens, changes: changesOf(outcome.changes) }),
    bringMedia(trx, deps, { ...acting, tenantId: session.tenantId }, standing, outcome, given),
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

/** The row of the act that allows it; else the refusal of its last row is thrown. */
function allowedAttempt(act: ActName, standing: Standing, who: Performer, task: Task | null, now: Date): Attempt {
  const attempts = rowsOf(act).map((row): Attempt => ({ row, standing, who, task, now }));
  const refusals = attempts.map(refusalOf);
  const allowed = attempts.find((_, index) => refusals[index] === null);
  if (allowed !== undefined) return allowed;
  throw asProblem(refusals.at(-1) as Parameters<typeof asProblem>[0]);
}

const YEAR_MS = 366 * 24 * 3_600_000;

/** What the shape of the input cannot know: bodies that serve, dates ahead. */
function checkGiven({ row, standing, now }: Attempt, given: Given): void {
  const missing = missingPhoto(row, given);
  if (missing !== null) throw asProblem(missing as Parameters<typeof asProblem>[0]);
  if (given.until !== undefined) {
    const until = new Date(given.until);
    if (until <= now || until.getTime() > now.getTime() + YEAR_MS) throw new Problem('FLOW-UNTIL');
  }
  if (given.unitId === undefined) return;
  const body = standing.bodies.get(given.unitId);
  if (body === undefined || !body.serves) throw new Problem('FLOW-BODY', { unit: String(given.unitId) });
  const isFar = body.homeId === standing.cityId && standing.holderId !== standing.cityId;
  if (isFar && row.opens === 'lead' && standing.mode.cityBodies === 'through_city') throw new Problem('FLOW-BODY-CITY');
}

/** The case after the events of an act, projected from all its events or, for a body, from its row. */
async function writeOf(deps: Deps, { row, events, standing }: ReadCase, outcome: Outcome, { now, calendar }: When) {
  // One act makes one version, however many events it has.
  const last = outcome.events.some(({ isMove }) => isMove) ? standing.version + 1 : standing.version;
  const numbered = outcome.events.map((event) => eventRow(deps, standing, event, event.isMove ? last : null, now));
  const isMoved = last !== standing.version;
  const projection = row === null || !isMoved ? null : projectionOf(row, events);
  for (const event of numbered) projection?.apply(event);
  const isWhole = row !== null && events.length > 0 && events[0]!.kind === 'reported';
  const acted =
    projection === null
      ? null
      : {
          ...{ caseId: standing.caseId, version: last, picture: projection.picture, state: projection.state },
          baton: projection.baton,
          leadHomeId: leadHomeOf(standing, projection.picture.leadUnitId),
          row: isWhole ? caseRow(await calendar(), projection) : null,
        };
  const write: Omit<ActWrite, 'opens' | 'changes'> = { acted, isNew: false, caseId: standing.caseId, events: numbered };
  return { write, acted };
}

/** A body does not read the events before its time: it goes on from the row. */
function projectionOf(row: NonNullable<ReadCase['row']>, events: ReadCase['events']): Projection {
  const projection = events[0]?.kind === 'reported' ? makeProjection() : makeProjection(knownOf(row));
  if (events[0]?.kind === 'reported') for (const event of events) projection.apply(event);
  return projection;
}

const knownOf = (row: NonNullable<ReadCase['row']>): Known => ({
  ...{ picture: pictureOf(row), state: row.state as CaseState, version: row.version },
  baton: {
    ...{ caseNo: row.case_no, holderId: row.holder_id, holderUnitId: row.holder_unit_id, urgent: row.urgent },
    ...{ modeFrom: row.mode_from?.toISOString() ?? null },
    ...{ supervisionUnitId: row.supervision_unit_id, commandUnitId: row.command_unit_id },
  },
});

export const eventRow = (
  { ids }: Deps,
  standing: Pick<Standing, 'bodies' | 'tenantId'>,
  event: ActEvent,
  version: number | null,
  now: Date,
): ActEventRow => ({
  ...{ id: ids.next(), kind: event.kind, occurredAt: now, amends: null, version },
  ...{ leadUnitId: event.leadUnitId, data: event.data, taskId: event.taskId },
  leadHomeId: leadHomeOf(standing, event.leadUnitId),
});

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
