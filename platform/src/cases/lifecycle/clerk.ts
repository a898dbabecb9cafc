import { z } from 'zod';
import { civilDay } from '../../calendars/zone.ts';
import { calendarOf } from '../../calendars/read-calendar.ts';
import { jsonb } from '../../database/json.ts';
import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { asProblem, Problem } from '../../kernel/problem.ts';
import { readDesk } from '../../tenants/read-desk.ts';
import { notifyCaseChanged } from '../case-changes.ts';
import { shareCut } from '../record/cut.ts';
import { recordAct, type TaskUpdate } from '../record/record-act.ts';
import type { Act } from '../events.ts';
import { actAs } from './act-on-case.ts';
import { ACT_NAMES, type ActName } from './acts.ts';
import { afterRecall } from './after-act.ts';
import type { Given } from './given.ts';
import { rowsOf } from './lifecycle.ts';
import { readBodies, readCase } from './read-standing.ts';
import { tryRows } from './refuse.ts';
import { leadHomeOf, type Performer } from './standing.ts';

/** The desk of a tenant as the clerk acts for it. */
interface Clerk {
  readonly acting: Acting & { readonly unitId: number };
  readonly timeZone: string;
}

/** What falls to the clerk is little: taken a few at a time. */
const TURN = 50;

/**
 * What a tenant’s desk does by itself: cases are resumed on the day, and what desks decided about cases that they do not hold
 * is done, naming the decision. Each in a transaction of its own, so that one that fails keeps no other from being done.
 * Killed in between, the rest is found again. Returns how much was done. Role clerk.
 */
export async function runClerk(database: Database, deps: Deps, tenant: Acting): Promise<number> {
  const found = await inTenant(database, 'clerk', tenant, (trx) => readDuties(trx, deps, tenant));
  if (found === null) return 0;
  const { clerk, resumes, notices } = found;
  const duties = [
    ...resumes.map(({ id: caseId, version }) => async (trx: Trx) => {
      const target = { tenantId: tenant.tenantId, caseId, version };
      await actAs(trx, deps, sessionOf(clerk), performer(clerk), 'resume', target, {});
    }),
    ...notices.map((notice) => (trx: Trx) => follow(trx, deps, clerk, notice)),
  ];
  const failures: unknown[] = [];
  for (const duty of duties) {
    await inTenant(database, 'clerk', clerk.acting, duty).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `the clerk of tenant ${tenant.tenantId} could not do all`);
  return duties.length;
}

/** Where a desk says that it decided something. */
interface Notice {
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

async function readDuties(trx: Trx, { clock }: Deps, { tenantId, cityId, actor }: Acting) {
  const now = clock.now();
  const [resumes, notices] = await Promise.all([
    trx
      .selectFrom('biz.case')
      .select(['id', 'version'])
      .where('tenant_id', '=', tenantId)
      .where('state', '=', 'suspended')
      .where('resume_at', '<=', now)
      .limit(TURN)
      .execute(),
    trx
      .selectFrom('biz.assignment')
      .select(['id', 'case_id', 'asker_unit_id', 'brief'])
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', 'notice')
      .where('state', '=', 'open')
      .where('subtype', '=', 'decision')
      .orderBy('asked_at')
      .limit(TURN)
      .execute(),
  ]);
  if (resumes.length + notices.length === 0) return null;
  const [unitId, tenant] = await Promise.all([
    readDesk(trx, tenantId, now),
    trx.selectFrom('biz.tenant').select('time_zone').where('tenant_id', '=', tenantId).executeTakeFirstOrThrow(),
  ]);
  const clerk: Clerk = { acting: { tenantId, cityId, unitId, actor }, timeZone: tenant.time_zone };
  return { clerk, resumes, notices };
}

/** Does what a desk decided; where the case has moved on since, or the act is not possible any more, the order lapses and says why. */
async function follow(trx: Trx, deps: Deps, clerk: Clerk, notice: Notice): Promise<void> {
  const { tenantId } = clerk.acting;
  let answer: { readonly done: string; readonly code?: string };
  try {
    answer = { done: await carryOut(trx, deps, clerk, notice) };
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
async function carryOut(trx: Trx, deps: Deps, clerk: Clerk, notice: Notice): Promise<ActName> {
  const { tenantId } = clerk.acting;
  const { act, given, version, by } = await readDecision(trx, tenantId, notice);
  const bodies = await readBodies(trx, sessionOf(clerk), tenantId, civilDay(deps.clock.now(), clerk.timeZone));
  const home = bodies.get(by.unitId)?.homeId ?? tenantId;
  const who = { ...performer(clerk), decidedBy: { ...by, tenantId: home } };
  if (act === 'recall') await recall(trx, deps, clerk, who, notice.case_id, version);
  else {
    const target = { tenantId, caseId: notice.case_id, version };
    await actAs(trx, deps, sessionOf(clerk), who, act, target, given);
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
  if (event === undefined || name === undefined || forVersion === undefined || !isDecided(name)) {
    throw new Problem('FLOW-NO-DECISION', { act: { code: `act.${name ?? 'refuse_request'}` }, instead: [] });
  }
  return {
    ...{ act: name, given: { reason, words, until: resumeAt }, version: forVersion },
    by: { unitId: asker, post: event.post as Performer['post'], personId: event.person_id },
  };
}

/** Acts that need no more than a decision says. */
const isDecided = (act: ActName): boolean =>
  rowsOf(act).every(({ needs = [] }) => needs.every((need) => need === 'reason' || need === 'until'));

const performer = ({ acting }: Clerk): Performer => ({
  ...{ tenantId: acting.tenantId, unitId: acting.unitId, post: 'clerk', personId: null },
});

/** The clerk reads as the desk does. */
const sessionOf = ({ acting, timeZone }: Clerk) => ({
  ...{ pool: 'county' as const, tenantId: acting.tenantId, cityId: acting.cityId, login: acting.actor },
  timeZone,
});

/** Undoes the last hand-over of a case that is still as its giver saw it. */
async function recall(
  trx: Trx,
  deps: Deps,
  clerk: Clerk,
  who: Performer,
  caseId: string,
  version: number,
): Promise<void> {
  const { acting, timeZone } = clerk;
  const { tenantId } = acting;
  const cut = await shareCut(trx, deps, tenantId);
  const now = deps.clock.now();
  const found = await readCase(trx, sessionOf(clerk), { tenantId, caseId }, civilDay(now, timeZone), 'locked');
  const { standing, events } = found;
  const handOver = events.find((event) => event.version === version);
  if (standing.version !== version || handOver === undefined) {
    throw new Problem('FLOW-MOVED-ON', { since: [], instead: [] });
  }
  const { refusal } = tryRows(rowsOf('recall'), { standing, who, task: null, now });
  if (refusal !== null) throw asProblem(refusal);
  const recalled = {
    ...{ id: deps.ids.next(), kind: 'recalled' as const, occurredAt: now, amends: handOver.id, version: version + 1 },
    ...{ leadUnitId: standing.leadUnitId, data: { act: 'recall' }, taskId: null },
    leadHomeId: leadHomeOf(standing, standing.leadUnitId),
  };
  const acted = afterRecall(await calendarOf(trx, tenantId), found, recalled);
  await recordAct(
    trx,
    deps,
    { acting, cut, personId: null, post: 'clerk' },
    {
      ...{ acted, isNew: false, caseId, events: [recalled], opens: [] },
      changes: undoneTasks(await readEndedTasks(trx, tenantId, caseId), version, handOver.occurredAt),
    },
  );
  const { holderUnitId, leadUnitId } = standing;
  const units = [holderUnitId, leadUnitId, acted.baton.holderUnitId].filter((unit) => unit !== null);
  await notifyCaseChanged(trx, { tenantId, cityId: acting.cityId, caseId, version: version + 1, units });
}

interface EndedTask {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly asked_at: Date;
  readonly answer: unknown;
}

const readEndedTasks = (trx: Trx, tenantId: number, caseId: string) =>
  trx
    .selectFrom('biz.assignment')
    .select(['id', 'kind', 'state', 'asked_at', 'answer'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .execute();

/** Tasks asked since the hand-over end with it, orders and notices do not; those that it ended are open again. */
export function undoneTasks(tasks: readonly EndedTask[], version: number, at: Date): TaskUpdate[] {
  return tasks.flatMap(({ id, kind, state, asked_at: asked, answer }) => {
    if (kind === 'notice' || kind === 'reply') return [];
    if ((state === 'open' || state === 'accepted') && asked >= at) return [{ id, set: { state: 'withdrawn' } }];
    const endedBy = (answer as { version?: string } | null)?.version;
    return endedBy === String(version) ? [{ id, set: { state: 'accepted', asks: null, asks_unit_id: null } }] : [];
  });
}
