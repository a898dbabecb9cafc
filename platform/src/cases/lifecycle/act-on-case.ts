import { civilDay } from '../../calendars/zone.ts';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import type { Deps } from '../../kernel/deps.ts';
import { asProblem, Problem } from '../../kernel/problem.ts';
import { isBelowCity } from '../../tenants/mode-document.ts';
import { requireReason } from '../reasons.ts';
import { shareCut } from '../record/cut.ts';
import { missingPhoto } from './act-media.ts';
import type { ActName } from './acts.ts';
import type { Given } from './given.ts';
import { rowsOf } from './lifecycle.ts';
import { performerOf } from './performer.ts';
import { insteadOf } from './offers.ts';
import { readCase, readTaskCase } from './read-standing.ts';
import type { CaseKey } from './read-rows.ts';
import type { Attempt } from './guards.ts';
import { tryRows } from './refuse.ts';
import { recordAttempt, type Acted, type Session } from './record-attempt.ts';
import { requireInner } from './require-inner.ts';
import { refuseUnseen, sinceThen } from './since.ts';
import { isOpen, type Performer, type Standing, type Task } from './standing.ts';

/** What an act is done to. */
export type Target =
  | (CaseKey & { /** The version that the person sees. */ readonly version: number })
  | { readonly tenantId: number; readonly taskId: string };

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
  const found = await reading.catch((error: unknown) => {
    if (!('version' in target) || !isUnknown(error)) throw error;
    return refuseUnseen(trx, session, target, today);
  });
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
  if (attempt.row.needs?.includes('inner')) await requireInner(trx, who, task, given, today, now);
  return recordAttempt(trx, deps, session, { cut, now, today }, found, attempt, given);
}

const isUnknown = (error: unknown): boolean => error instanceof Problem && error.code === 'FLOW-CASE-UNKNOWN';

/** The row of the act that allows it; else the refusal is thrown, with what is allowed instead. */
function allowedAttempt(act: ActName, standing: Standing, who: Performer, task: Task | null, now: Date): Attempt {
  const { attempt, refusal } = tryRows(rowsOf(act), { standing, who, task, now });
  if (refusal === null) return attempt;
  const params = { ...refusal.params, instead: insteadOf(standing, who, task, now) };
  throw asProblem({ ...refusal, params });
}

const YEAR_MS = 366 * 24 * 3_600_000;

/** What the shape of the input cannot know: bodies that serve, dates ahead, reasons of the list. */
function checkGiven(attempt: Attempt, given: Given): void {
  const { row, standing, now } = attempt;
  const missing = missingPhoto(row, given);
  if (missing !== null) throw asProblem(missing);
  requireReason(row.act, given);
  if (given.until !== undefined) {
    const until = new Date(given.until);
    if (until <= now || until.getTime() > now.getTime() + YEAR_MS) throw new Problem('FLOW-UNTIL');
  }
  for (const { unitId } of given.assists ?? []) {
    if (unitId === given.unitId) throw new Problem('FLOW-ASSIST-LEAD');
    requireReach(attempt, unitId);
  }
  const asksForFinding = row.needs?.includes('finding') === true;
  if (asksForFinding !== (given.finding !== undefined)) throw new Problem('FLOW-FINDING');
  if (given.unitId === undefined) return;
  requireReach(attempt, given.unitId);
  if (row.opens === 'assist') requireNewHelper(standing, given.unitId);
}

function requireNewHelper({ leadUnitId, tasks }: Standing, unitId: number): void {
  if (unitId === leadUnitId) throw new Problem('FLOW-ASSIST-LEAD');
  const helps = tasks.some((task) => task.kind === 'assist' && task.unitId === unitId && isOpen(task));
  if (helps) throw new Problem('FLOW-ASSIST-OPEN');
}

/** A body that may be asked: it serves, and one of the city is reached through the city where the mode says so. */
function requireReach({ standing, who, task, now }: Attempt, unitId: number): void {
  const { bodies, cityId, mode } = standing;
  const body = bodies.get(unitId);
  if (body === undefined || !body.serves) throw new Problem('FLOW-BODY', { unit: String(unitId) });
  if (body.homeId === cityId && isBelowCity(mode, standing)) {
    throw new Problem('FLOW-BODY-CITY', { instead: insteadOf(standing, who, task, now) });
  }
}
