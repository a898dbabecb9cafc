import { sql } from 'kysely';
import type { CalendarVersion, WorkCalendar } from '../../calendars/calendar.ts';
import { calendarInForce, calendarOf } from '../../calendars/read-calendar.ts';
import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { assignments, differ, unnestRows, type Columns } from '../../database/unnest-rows.ts';
import type { Deps } from '../../kernel/deps.ts';
import { caseRow, type CaseRow } from '../case-row.ts';
import { lockTexts, writeTexts } from '../text/write-texts.ts';
import { PROJECTED_COLUMNS } from './columns.ts';
import { shareCut } from './cut.ts';
import { withLeadHome } from './lead-home.ts';
import { lockCases } from './lock-cases.ts';
import { insertFacts, updateFacts } from './write-facts.ts';
import { replaceTurns } from './write-turns.ts';

/** Cases refreshed in one turn. */
const TURN_CASES = 1_000;

/** A case projected anew. */
interface RefreshedCase extends CaseRow {
  readonly caseId: string;
}

/**
 * One turn of refreshing a tenant's stale cases, in a transaction that shares the cut like every other writer of cases.
 * Returns whether some may be left. Nothing to do is cheap. Role rollup.
 */
export async function refreshCases(database: Database, deps: Deps, tenant: Acting): Promise<boolean> {
  return inTenant(database, 'rollup', tenant, async (trx) => {
    const { tenantId } = tenant;
    const stale = await staleCases(trx, tenantId, await calendarInForce(trx, tenantId));
    if (stale.length === 0) return false;
    await shareCut(trx, deps, tenantId);
    return refreshTurn(trx, deps, tenant, await calendarOf(trx, tenantId));
  });
}

/**
 * Brings a turn's worth of stale cases to their events and the calendar in force: row, fact and turns always together, and what
 * is searched of those that an act marked. Under the cut, shared or alone. Returns whether some may be left. Role rollup.
 */
export async function refreshTurn(trx: Trx, { ids }: Deps, tenant: Acting, calendar: WorkCalendar): Promise<boolean> {
  const { tenantId } = tenant;
  const caseIds = await staleCases(trx, tenantId, calendar);
  if (caseIds.length === 0) return false;
  await lockTexts(trx, tenantId);
  // Marks are taken before the events are read: one that comes later stays, with whatever it stands for.
  const marks = await trx
    .deleteFrom('biz.case_dirty')
    .where('tenant_id', '=', tenantId)
    .where('case_id', 'in', caseIds)
    .returning('case_id')
    .execute();
  const locked = await lockCases(trx, tenantId, caseIds);
  const rows = [...locked].flatMap(([caseId, { projection }]) =>
    projection.occurrences.length === 0 ? [] : [{ caseId, ...caseRow(calendar, projection) }],
  );
  if (rows.length === 0) return false; // rows without events, which only a rebuild reports
  await writeCases(trx, tenantId, rows);
  const counted = await casesWithFacts(trx, tenantId, rows);
  const added = rows.filter(({ caseId }) => !counted.has(caseId));
  if (added.length > 0) await insertFacts(trx, tenant, ids.next(), added);
  await updateFacts(trx, tenant, ids.next(), rows);
  await replaceTurns(trx, tenant, rows);
  await writeTexts(trx, tenant, [...new Set(marks.map(({ case_id: id }) => id))]);
  return caseIds.length >= TURN_CASES;
}

/** A case made by an act has no fact before its first refreshing. */
async function casesWithFacts(trx: Trx, tenantId: number, rows: readonly RefreshedCase[]): Promise<Set<string>> {
  const facts = await trx
    .selectFrom('biz.case_fact')
    .select('case_id')
    .where('tenant_id', '=', tenantId)
    .where(
      'case_id',
      'in',
      rows.map(({ caseId }) => caseId),
    )
    .execute();
  return new Set(facts.map(({ case_id: id }) => id));
}

/**
 * Cases to refresh: those marked, and those whose fact was computed under another calendar than the one in force. So a
 * calendar that is loaded, or given to the tenant, needs no marks: whatever writes under an older one is found as well.
 */
export async function staleCases(trx: Trx, tenantId: number, { id, version }: CalendarVersion): Promise<string[]> {
  const under = (side: '<' | '>') => sql`(
    select case_id from biz.case_fact
     where tenant_id = ${tenantId} and (calendar_id, calendar_version) ${sql.raw(side)} (${id}::text, ${version}::int)
     limit ${TURN_CASES})`;
  const { rows } = await sql<{ case_id: string }>`
    (select case_id from biz.case_dirty where tenant_id = ${tenantId} limit ${TURN_CASES})
    union ${under('<')} union ${under('>')} limit ${TURN_CASES}`.execute(trx);
  return rows.map((row) => row.case_id);
}

const ROW_COLUMNS: Columns<RefreshedCase> = {
  id: { type: 'uuid', of: ({ caseId }) => caseId },
  ...PROJECTED_COLUMNS,
};

/** No move: the version stays, because no event is added. */
async function writeCases(trx: Trx, tenantId: number, rows: readonly RefreshedCase[]): Promise<void> {
  await sql`
    update biz."case" as c set lead_home_id = r.lead_home_id, ${assignments(ROW_COLUMNS, 'r', 'id')}
      from ${withLeadHome(tenantId, unnestRows(rows, ROW_COLUMNS))}
     where c.tenant_id = ${tenantId} and c.id = r.id and ${differ(ROW_COLUMNS, 'c', 'r')}`.execute(trx);
}
