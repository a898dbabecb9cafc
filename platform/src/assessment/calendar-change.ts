import type { WorkCalendar } from '../calendars/calendar.ts';
import { writeCalendar } from '../calendars/load-calendar.ts';
import { calendarUnder, readCalendar, sameCalendar } from '../calendars/read-calendar.ts';
import { caseRow } from '../cases/case-row.ts';
import type { CaseFact } from '../cases/fact.ts';
import { verdictOf } from '../cases/judgement.ts';
import { projectCase } from '../cases/project.ts';
import { FIRST_CASE, readCasesAfter } from '../cases/read-events.ts';
import { isFrozenAt, readCut } from '../cases/record/cut.ts';
import type { Acting, Database, Trx } from '../database/database.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { writeOperatorAudit } from '../audit/write-operator-audit.ts';
import { asOperator, become, inTenant } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { listTenants } from '../tenants/list-tenants.ts';

/** What another version of a calendar does to one tenant. */
export interface CalendarChange {
  readonly tenant: Acting;
  readonly slug: string;
  /** Cases that no closed period counts by their deadline, and whose deadline moves. */
  readonly moved: number;
  /** Of these, how many exceed their deadline by it, and how many no more. */
  readonly late: number;
  readonly inTime: number;
  /** Cases whose deadline moves although a closed period counted it: what is frozen stays as it is. */
  readonly frozen: number;
}

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
 * Puts a calendar into force; `changes` is the plan of it. What it concerns is found by the worker, without marks. A calendar
 * that equals the one in force changes nothing. The operator who acts stands in the audit, and in that of each tenant
 * concerned, in the same transaction; null for a release's own migration. Returns the version in force. Role operator.
 */
export async function putCalendar(
  database: Database,
  deps: Deps,
  operator: string | null,
  calendar: WorkCalendar,
  changes: readonly CalendarChange[],
): Promise<number> {
  return asOperator(database, async (trx) => {
    const { version, isNew } = await writeCalendar(trx, calendar);
    if (!isNew) return version;
    const action = 'calendar.load';
    const subject = `${calendar.id}@${version}`;
    if (operator !== null) await writeOperatorAudit(trx, deps, operator, { action, subject, data: {} });
    for (const { tenant, moved, late, inTime, frozen } of changes) {
      const acting = { ...tenant, actor: operator ?? 'migrate' };
      await become(trx, acting);
      await writeAudit(trx, deps, acting, { action, subject, data: { moved, late, inTime, frozen } });
    }
    return version;
  });
}

/** Null for a tenant that works by another calendar and has no day of this one, or works by an equal one already. */
async function changeOf(trx: Trx, deps: Deps, tenant: Acting, loaded: WorkCalendar): Promise<CalendarChange | null> {
  const { tenantId } = tenant;
  const { slug, calendar_id: id } = await trx
    .selectFrom('biz.tenant')
    .select(['slug', 'calendar_id'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const inForce = await readCalendar(trx, id);
  const wanted = await calendarUnder(trx, id, loaded);
  if (inForce === undefined || wanted === undefined || sameCalendar(inForce, wanted)) return null;
  const now = deps.clock.now();
  const isLate = (fact: CaseFact): boolean => ['overdue', 'late'].includes(verdictOf(fact, now));
  const count = { moved: 0, late: 0, inTime: 0, frozen: 0 };
  let after = FIRST_CASE;
  for (;;) {
    const cases = await readCasesAfter(trx, tenantId, after, null);
    if (cases.size === 0) return { tenant, slug, ...count };
    const cut = await readCut(trx, deps, tenantId);
    for (const [caseId, events] of cases) {
      after = caseId;
      const projected = projectCase(events);
      const [before, then] = [caseRow(inForce, projected).fact, caseRow(wanted, projected).fact];
      if (before.dueAt?.getTime() === then.dueAt?.getTime()) continue;
      if (before.closedAt !== null && before.dueAt !== null && isFrozenAt(cut, before.dueAt)) {
        count.frozen++;
        continue;
      }
      count.moved++;
      if (isLate(then) && !isLate(before)) count.late++;
      if (isLate(before) && !isLate(then)) count.inTime++;
    }
  }
}
