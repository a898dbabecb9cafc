import { civilDay } from '../../calendars/zone.ts';
import { calendarOf } from '../../calendars/read-calendar.ts';
import { jsonb } from '../../database/json.ts';
import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';
import { readDesk } from '../../tenants/read-desk.ts';
import { caseRow } from '../case-row.ts';
import { notifyCaseChanged } from '../case-changes.ts';
import { makeProjection } from '../project.ts';
import { shareCut } from '../record/cut.ts';
import { recordAct } from '../record/record-act.ts';
import { actAs } from './act-on-case.ts';
import type { Order } from './decide.ts';
import { readCase } from './read-standing.ts';
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
  const { clerk, resumes, orders } = found;
  for (const { id, version } of resumes) {
    await inTenant(database, 'clerk', clerk.acting, (trx) =>
      act(trx, deps, clerk, 'resume', { tenantId: tenant.tenantId, caseId: id, version }, {}),
    );
  }
  for (const order of orders) await inTenant(database, 'clerk', clerk.acting, (trx) => follow(trx, deps, clerk, order));
  return resumes.length + orders.length;
}

interface OrderRow {
  readonly id: string;
  readonly case_id: string;
  readonly order: Order;
}

async function readDuties(trx: Trx, { clock }: Deps, { tenantId, cityId, actor }: Acting) {
  const now = clock.now();
  const [resumes, orders] = await Promise.all([
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
      .select(['id', 'case_id', 'brief'])
      .where('tenant_id', '=', tenantId)
      .where('kind', '=', 'notice')
      .where('state', '=', 'open')
      .where('subtype', '=', 'decision')
      .orderBy('asked_at')
      .limit(TURN)
      .execute(),
  ]);
  if (resumes.length + orders.length === 0) return null;
  const [unitId, tenant] = await Promise.all([
    readDesk(trx, tenantId, now),
    trx.selectFrom('biz.tenant').select('time_zone').where('tenant_id', '=', tenantId).executeTakeFirstOrThrow(),
  ]);
  const clerk: Clerk = { acting: { tenantId, cityId, unitId, actor }, timeZone: tenant.time_zone };
  const rows = orders.map(({ brief, ...rest }): OrderRow => ({
    ...rest,
    order: (brief as unknown as { order: Order }).order,
  }));
  return { clerk, resumes, orders: rows };
}

/** Does what a desk decided; where the case has moved on since, or the act is not possible any more, the order lapses and says why. */
async function follow(trx: Trx, deps: Deps, clerk: Clerk, { id, case_id: caseId, order }: OrderRow): Promise<void> {
  const { tenantId } = clerk.acting;
  let answer: { readonly done: string; readonly code?: string } = { done: order.act };
  try {
    if (order.act === 'recall') await recall(trx, deps, clerk, caseId, order.version);
    else await act(trx, deps, clerk, order.act, { tenantId, caseId, version: order.version }, order.given);
  } catch (error) {
    if (!(error instanceof Problem) || !error.code.startsWith('FLOW-')) throw error;
    answer = { done: '', code: error.code };
  }
  await trx
    .updateTable('biz.assignment')
    .set({ state: answer.code === undefined ? 'confirmed' : 'returned', answer: jsonb(answer) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

const performer = ({ acting }: Clerk): Performer => ({
  ...{ tenantId: acting.tenantId, unitId: acting.unitId, post: 'clerk', personId: null },
});

const act = (
  trx: Trx,
  deps: Deps,
  clerk: Clerk,
  name: Order['act'],
  target: Parameters<typeof actAs>[5],
  given: Order['given'],
) => actAs(trx, deps, sessionOf(clerk), performer(clerk), name, target, given);

/** The clerk reads as the desk does. */
const sessionOf = ({ acting, timeZone }: Clerk) => ({
  ...{ pool: 'county' as const, tenantId: acting.tenantId, cityId: acting.cityId, login: acting.actor },
  timeZone,
});

/** Undoes the last hand-over of a case that is still as its giver saw it. */
async function recall(trx: Trx, deps: Deps, clerk: Clerk, caseId: string, version: number): Promise<void> {
  const { acting, timeZone } = clerk;
  const { tenantId } = acting;
  const cut = await shareCut(trx, deps, tenantId);
  const now = deps.clock.now();
  const found = await readCase(trx, sessionOf(clerk), { tenantId, caseId }, civilDay(now, timeZone), 'locked');
  const { standing, events } = found;
  const handOver = events.find((event) => event.version === version);
  if (standing.version !== version || handOver === undefined) throw new Problem('FLOW-MOVED-ON', { since: [] });
  const projection = makeProjection();
  for (const event of events) projection.apply(event);
  const recalled = {
    ...{ id: deps.ids.next(), kind: 'recalled' as const, occurredAt: now, amends: handOver.id, version: version + 1 },
    ...{ leadUnitId: standing.leadUnitId, data: { act: 'recall' }, taskId: null },
    leadHomeId: leadHomeOf(standing, standing.leadUnitId),
  };
  projection.apply(recalled);
  const acted = {
    ...{ caseId, version: version + 1, picture: projection.picture, state: projection.state, baton: projection.baton },
    leadHomeId: leadHomeOf(standing, projection.picture.leadUnitId),
    row: caseRow(await calendarOf(trx, tenantId), projection),
  };
  await recordAct(
    trx,
    deps,
    { acting, cut, personId: null, post: 'clerk' },
    {
      ...{ acted, isNew: false, caseId, events: [recalled], opens: [] },
      changes: await undoneTasks(trx, { tenantId, caseId }, version, handOver.occurredAt),
    },
  );
  const { holderUnitId, leadUnitId } = standing;
  const units = [holderUnitId, leadUnitId, projection.baton.holderUnitId].filter((unit) => unit !== null);
  await notifyCaseChanged(trx, { tenantId, cityId: acting.cityId, caseId, version: version + 1, units });
}

/** Tasks that the hand-over opened end; those that it ended are open again. */
async function undoneTasks(
  trx: Trx,
  { tenantId, caseId }: { tenantId: number; caseId: string },
  version: number,
  at: Date,
) {
  const tasks = await trx
    .selectFrom('biz.assignment')
    .select(['id', 'kind', 'state', 'asked_at', 'answer'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .where('kind', '<>', 'notice')
    .execute();
  return tasks.flatMap(({ id, state, asked_at: asked, answer }) => {
    if (state === 'open' && asked >= at) return [{ id, set: { state: 'withdrawn' } }];
    const endedBy = (answer as { version?: string } | null)?.version;
    return endedBy === String(version) ? [{ id, set: { state: 'accepted', asks: null, asks_unit_id: null } }] : [];
  });
}
