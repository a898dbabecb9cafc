import type { Selectable } from 'kysely';
import type { Trx } from '../database/database.ts';
import type { DB } from '../database/tables.ts';
import type { CaseEvent } from './events.ts';

/** What the projection needs of a row of biz.case_event. */
export const EVENT_ROW = ['id', 'case_id', 'kind', 'occurred_at', 'amends', 'version', 'lead_unit_id', 'data'] as const;
type EventRow = Pick<Selectable<DB['biz.case_event']>, (typeof EVENT_ROW)[number]>;

export const eventOf = (row: EventRow): CaseEvent => ({
  id: row.id,
  kind: row.kind as CaseEvent['kind'],
  occurredAt: row.occurred_at,
  amends: row.amends,
  version: row.version,
  leadUnitId: row.lead_unit_id,
  data: row.data as CaseEvent['data'],
});

/** The events of some cases of a tenant, each case's in the order in which they were recorded. */
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
  const events = new Map<string, CaseEvent[]>();
  for (const row of rows) {
    const known = events.get(row.case_id);
    if (known === undefined) events.set(row.case_id, [eventOf(row)]);
    else known.push(eventOf(row));
  }
  return events;
}
