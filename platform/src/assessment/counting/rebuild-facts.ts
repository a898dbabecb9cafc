import type { WorkCalendar } from '../../calendars/calendar.ts';
import { projectCase } from '../../cases/project.ts';
import { EVENT_ROW, eventOf } from '../../cases/read-events.ts';
import { caseRow } from '../../cases/case-row.ts';
import type { Trx } from '../../database/database.ts';
import type { CountedFact } from '../scheme/conditions.ts';

/** Events read at once. */
const PAGE_EVENTS = 10_000;

/**
 * The facts of a tenant as its events up to an epoch tell them, case by case, under a calendar. Reads the events
 * and nothing else; memory holds one page. Throws when a case has more events than a page.
 */
export async function* rebuildFacts(
  trx: Trx,
  tenantId: number,
  calendar: WorkCalendar,
  epoch: number,
): AsyncGenerator<CountedFact> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await trx
      .selectFrom('biz.case_event')
      .select(EVENT_ROW)
      .where('tenant_id', '=', tenantId)
      .where('case_id', '>', after)
      .where('epoch', '<=', epoch)
      .orderBy('case_id')
      .orderBy('recorded_at')
      .orderBy('id')
      .limit(PAGE_EVENTS)
      .execute();
    const isLast = rows.length < PAGE_EVENTS;
    const cases = [...Map.groupBy(rows, (row) => row.case_id)];
    // The last case of a full page may go on beyond it: it is read again with the next page.
    const whole = isLast ? cases : cases.slice(0, -1);
    for (const [caseId, events] of whole) {
      yield { ...caseRow(calendar, projectCase(events.map(eventOf))).fact, caseId };
    }
    if (isLast) return;
    const last = whole.at(-1);
    if (last === undefined) throw new Error(`case ${cases[0]?.[0]} has more than ${PAGE_EVENTS} events`);
    after = last[0];
  }
}
