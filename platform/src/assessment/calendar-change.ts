import { sql } from 'kysely';
import type { WorkCalendar } from '../calendars/calendar.ts';
import { readCalendar, sameCalendar, writeCalendar } from '../calendars/load-calendar.ts';
import { caseRow } from '../cases/case-row.ts';
import type { CaseFact } from '../cases/fact.ts';
import { verdictOf } from '../cases/judgement.ts';
import { projectCase } from '../cases/project.ts';
import { readEvents } from '../cases/read-events.ts';
import type { Acting, Database, Trx } from '../database/database.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeOperatorAudit } from '../audit/write-operator-audit.ts';
import { asOperator, inTenant } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { listTenants } from '../tenants/list-tenants.ts';

/** What another version of a calendar does to one tenant; closed periods are not touched by it. */
export interface CalendarChange {
  readonly tenant: Acting;
  readonly slug: string;
  /** Cases of days that are not frozen whose deadline moves. */
  readonly moved: number;
  /** Of these, how many exceed their deadline by it, and how many no more. */
  readonly late: number;
  readonly inTime: number;
}

const PAGE_CASES = 1_000;

/** What loading a calendar would change, tenant by tenant, judged now. Writes nothing. Roles identity, rollup. */
export async function planCalendar(database: Database, deps: Deps, calendar: WorkCalendar): Promise<CalendarChange[]> {
  const changes: CalendarChange[] = [];
  for (const tenant of await listTenants(database, 'calendar')) {
    const change = await inTenant(database, 'rollup', tenant, (trx) => changeOf(trx, deps, tenant, calendar));
    if (change !== null) changes.push(change);
  }
  return changes;
}

/**
 * Puts a calendar into force and marks the cases it concerns, which the worker then projects anew; a calendar that equals the
 * one in force changes nothing. Returns its version and what it changes. The operator who acts stands in the audit, and in that of each tenant
 * concerned; null for a release's own migration. Roles identity, operator, rollup, clerk.
 */
export async function putCalendar(
  database: Database,
  deps: Deps,
  operator: string | null,
  calendar: WorkCalendar,
): Promise<{ readonly version: number; readonly changes: readonly CalendarChange[] }> {
  const changes = await planCalendar(database, deps, calendar);
  const version = await asOperator(database, async (trx) => {
    const written = await writeCalendar(trx, calendar);
    if (operator !== null && written.isNew) {
      const subject = `${calendar.id}@${written.version}`;
      await writeOperatorAudit(trx, deps, operator, { action: 'calendar.load', subject, data: {} });
    }
    return written.version;
  });
  for (const { tenant, moved, late, inTime } of changes) {
    const acting = { ...tenant, actor: operator ?? 'migrate' };
    const entry = { action: 'calendar.load', subject: `${calendar.id}@${version}`, data: { moved, late, inTime } };
    await inTenant(database, 'clerk', acting, async (trx) => {
      await markUnfrozen(trx, acting, version);
      await writeAudit(trx, deps, acting, entry);
    });
  }
  return { version, changes };
}

async function changeOf(trx: Trx, deps: Deps, tenant: Acting, wanted: WorkCalendar): Promise<CalendarChange | null> {
  const { tenantId } = tenant;
  const { slug, calendar_id: id } = await trx
    .selectFrom('biz.tenant')
    .select(['slug', 'calendar_id'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const inForce = id === wanted.id ? await readCalendar(trx, id) : undefined;
  if (inForce === undefined || sameCalendar(inForce, wanted)) return null;
  const now = deps.clock.now();
  const isLate = (fact: CaseFact): boolean => ['overdue', 'late'].includes(verdictOf(fact, now));
  const count = { moved: 0, late: 0, inTime: 0 };
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const caseIds = await unfrozen(trx, tenantId, after);
    if (caseIds.length === 0) return { tenant, slug, ...count };
    for (const [, events] of await readEvents(trx, tenantId, caseIds)) {
      const projected = projectCase(events);
      const [before, then] = [caseRow(inForce, projected).fact, caseRow(wanted, projected).fact];
      if (before.dueAt?.getTime() === then.dueAt?.getTime()) continue;
      count.moved++;
      if (isLate(then) && !isLate(before)) count.late++;
      if (isLate(before) && !isLate(then)) count.inTime++;
    }
    after = caseIds.at(-1) ?? after;
  }
}

/** Cases that are open, or that no closed period counts by their deadline, in the order of their ids. */
async function unfrozen(trx: Trx, tenantId: number, after: string): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select f.case_id from biz.case_fact f
     where f.tenant_id = ${tenantId} and f.case_id > ${after}::uuid and ${UNFROZEN(tenantId)}
     order by f.case_id limit ${PAGE_CASES}`.execute(trx);
  return rows.map((row) => row.case_id);
}

const UNFROZEN = (tenantId: number) => sql`(f.closed_at is null or not exists (
  select from biz.closing k where k.tenant_id = ${tenantId} and f.due_at >= k.from_at and f.due_at < k.to_at))`;

async function markUnfrozen(trx: Trx, { tenantId, cityId, unitId }: Acting, version: number): Promise<void> {
  await sql`
    insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
    select ${tenantId}::int, ${cityId}::int, md5(concat_ws(' ', 'calendar', ${version}::int, f.case_id))::uuid, f.case_id,
           ${unitId}::int
      from biz.case_fact f
     where f.tenant_id = ${tenantId} and f.calendar_version <> ${version} and ${UNFROZEN(tenantId)}
    on conflict do nothing`.execute(trx);
}
