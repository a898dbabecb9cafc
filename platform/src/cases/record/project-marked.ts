import { sql } from 'kysely';
import type { WorkCalendar } from '../../calendars/calendar.ts';
import { calendarOf } from '../../calendars/load-calendar.ts';
import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { assignments, differ, unnestRows, type Columns } from '../../database/unnest-rows.ts';
import type { Deps } from '../../kernel/deps.ts';
import { caseRow, type CaseRow } from '../case-row.ts';
import { projectCase } from '../project.ts';
import { FIRST_CASE, readEvents } from '../read-events.ts';
import { PROJECTED_COLUMNS } from './columns.ts';
import { lockCases } from './lock-cases.ts';
import { updateFacts } from './write-facts.ts';
import { replaceTurns } from './write-turns.ts';

/** Cases projected in one turn. */
const TURN_CASES = 1_000;

/** A case projected anew. */
export interface ProjectedRow extends CaseRow {
  readonly caseId: string;
}

/**
 * One turn of projecting: brings row, fact and turns of marked cases to their events and the calendar in force. The case is
 * written as the clerk, the fact by rollup, which takes the marks; a turn cut off between the two is done again. Returns
 * whether marks are left. Nothing to do is cheap.
 */
export async function projectMarked(database: Database, deps: Deps, tenant: Acting): Promise<boolean> {
  const caseIds = await inTenant(database, 'rollup', tenant, (trx) => markedCases(trx, tenant.tenantId, FIRST_CASE));
  if (caseIds.length === 0) return false;
  await inTenant(database, 'clerk', tenant, async (trx) => {
    const calendar = await calendarOf(trx, tenant.tenantId);
    const locked = await lockCases(trx, tenant.tenantId, caseIds);
    const rows = [...locked].map(([caseId, { projection }]) => ({ caseId, ...caseRow(calendar, projection) }));
    await writeCases(trx, tenant, rows);
  });
  await inTenant(database, 'rollup', tenant, async (trx) => {
    const taken = await trx
      .deleteFrom('biz.case_dirty')
      .where('tenant_id', '=', tenant.tenantId)
      .where('case_id', 'in', caseIds)
      .returning('case_id')
      .execute();
    await projectFacts(trx, deps, tenant, await calendarOf(trx, tenant.tenantId), [
      ...new Set(taken.map((row) => row.case_id)),
    ]);
  });
  return caseIds.length === TURN_CASES;
}

/** What nobody has projected yet although a closing is under way: facts of marked cases, and those under an older calendar. */
export async function projectRest(trx: Trx, deps: Deps, tenant: Acting): Promise<void> {
  const calendar = await calendarOf(trx, tenant.tenantId);
  let after = FIRST_CASE;
  for (;;) {
    const caseIds = await markedCases(trx, tenant.tenantId, after);
    await projectFacts(trx, deps, tenant, calendar, caseIds);
    if (caseIds.length < TURN_CASES) break;
    after = caseIds.at(-1) ?? after;
  }
  while (await projectOutdated(trx, deps, tenant));
}

async function markedCases(trx: Trx, tenantId: number, after: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('biz.case_dirty')
    .select('case_id')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('case_id', '>', after)
    .orderBy('case_id')
    .limit(TURN_CASES)
    .execute();
  return rows.map((row) => row.case_id);
}

const ROW_COLUMNS: Columns<ProjectedRow> = { id: { type: 'uuid', of: ({ caseId }) => caseId }, ...PROJECTED_COLUMNS };

/** No move: the version stays, because no event is added. */
async function writeCases(trx: Trx, { tenantId }: Acting, rows: readonly ProjectedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update biz."case" as c set ${assignments(ROW_COLUMNS, 'r', 'id')} from ${unnestRows(rows, ROW_COLUMNS)}
     where c.tenant_id = ${tenantId} and c.id = r.id and ${differ(ROW_COLUMNS, 'c', 'r')}
    returning 1`.execute(trx);
}

/**
 * Facts and turns of cases from their events, under a calendar, where there are more events than the fact has seen or the
 * calendar is another; the buckets they were in and are in become dirty. Role rollup.
 */
export async function projectFacts(
  trx: Trx,
  { ids }: Deps,
  tenant: Acting,
  calendar: WorkCalendar,
  caseIds: readonly string[],
): Promise<void> {
  if (caseIds.length === 0) return;
  // Locked before the events are read: whoever writes events writes the fact with them, so none is missed.
  const locked = await trx
    .selectFrom('biz.case_fact')
    .select('case_id')
    .where('tenant_id', '=', tenant.tenantId)
    .where('case_id', 'in', caseIds.toSorted())
    .orderBy('case_id')
    .forUpdate()
    .execute();
  const events = await readEvents(
    trx,
    tenant.tenantId,
    locked.map((row) => row.case_id),
  );
  const rows = [...events].map(([caseId, own]) => ({ caseId, ...caseRow(calendar, projectCase(own)) }));
  if (rows.length === 0) return;
  await updateFacts(trx, tenant, ids.next(), rows);
  await replaceTurns(trx, tenant, rows);
}

/** Brings every fact of a tenant under the calendar in force, up to a turn's worth; returns whether some are left. Role rollup. */
export async function projectOutdated(trx: Trx, deps: Deps, tenant: Acting): Promise<boolean> {
  const calendar = await calendarOf(trx, tenant.tenantId);
  const rows = await trx
    .selectFrom('biz.case_fact')
    .select('case_id')
    .where('tenant_id', '=', tenant.tenantId)
    .where('calendar_version', '<>', calendar.version)
    .orderBy('case_id')
    .limit(TURN_CASES)
    .execute();
  await projectFacts(
    trx,
    deps,
    tenant,
    calendar,
    rows.map((row) => row.case_id),
  );
  return rows.length === TURN_CASES;
}
