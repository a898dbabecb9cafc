import type { Selectable } from 'kysely';
import type { Trx } from '../database/database.ts';
import type { DB } from '../database/tables.ts';
import type { CaseEvent } from './events.ts';
import { statedUnderTask } from './work-events.ts';

/** What the projection needs of a row of biz.case_event. */
export const EVENT_ROW = [
  'id',
  'case_id',
  'kind',
  'occurred_at',
  'amends',
  'version',
  'lead_unit_id',
  'by_unit_id',
  'assignment_id',
  'data',
] as const;
type EventRow = Pick<Selectable<DB['biz.case_event']>, (typeof EVENT_ROW)[number]>;

export function eventOf(row: EventRow): CaseEvent {
  const kind = row.kind as CaseEvent['kind'];
  const data = row.data as CaseEvent['data'];
  return {
    ...{ id: row.id, kind, occurredAt: row.occurred_at, amends: row.amends, version: row.version },
    ...{ leadUnitId: row.lead_unit_id, byUnitId: row.by_unit_id },
    data: row.assignment_id === null ? data : statedUnderTask({ kind, data }),
  };
}

/**
 * The events of one case, given as they were recorded, in their order: moves by version, whatever the clocks of those who
 * recorded them say; a note after the last move with a smaller id. Events from before versions were kept are notes here.
 */
export function inOrder(rows: readonly EventRow[]): CaseEvent[] {
  const placeOf = (row: EventRow): number =>
    row.version ?? rows.reduce((last, { id, version }) => (id < row.id ? Math.max(last, version ?? 0) : last), 0);
  return rows
    .map((row) => ({ row, place: placeOf(row), isNote: row.version === null }))
    .sort((a, b) => a.place - b.place || Number(a.isNote) - Number(b.isNote))
    .map(({ row }) => eventOf(row));
}

/** The events of some cases of a tenant, each case's in their order. */
export async function readEvents(
  trx: Trx,
  tenantId: number,
  caseIds: readonly string[],
): Promise<Map<string, CaseEvent[]>> {
  const rows = await trx
    .selectFrom('biz.case_event')
    .select(EVENT_ROW)
    .where('tenant_id', '=', tenantId)
    .where('case_id', 'in', caseIds)
    .orderBy('case_id')
    .orderBy('recorded_at')
    .orderBy('id')
    .execute();
  return byCase(rows);
}

const byCase = (rows: readonly EventRow[]): Map<string, CaseEvent[]> =>
  new Map([...Map.groupBy(rows, (row) => row.case_id)].map(([id, own]) => [id, inOrder(own)]));

/** Events read at once. */
const PAGE_EVENTS = 10_000;

/**
 * The events of all cases of a tenant after `after`, case by case in the order of their ids, as many whole cases as a page
 * holds; only those up to an epoch, where one is given. Empty at the end. Throws when a case has more events than
 * a page.
 */
export async function readCasesAfter(
  trx: Trx,
  tenantId: number,
  after: string,
  epoch: number | null,
): Promise<Map<string, CaseEvent[]>> {
  const rows = await trx
    .selectFrom('biz.case_event')
    .select(EVENT_ROW)
    .where('tenant_id', '=', tenantId)
    .where('case_id', '>', after)
    .where((where) => (epoch === null ? where.lit(true) : where('epoch', '<=', epoch)))
    .orderBy('case_id')
    .orderBy('recorded_at')
    .orderBy('id')
    .limit(PAGE_EVENTS)
    .execute();
  const cases = byCase(rows);
  // The last case of a full page may go on beyond it: it is read again with the next page.
  const last = rows.at(-1);
  if (rows.length < PAGE_EVENTS || last === undefined) return cases;
  cases.delete(last.case_id);
  if (cases.size === 0) throw new Error(`case ${last.case_id} has more than ${PAGE_EVENTS} events`);
  return cases;
}

/** Before every id of a case. */
export const FIRST_CASE = '00000000-0000-0000-0000-000000000000';
