import type { WorkCalendar } from '../../calendars/calendar.ts';
import { caseRow } from '../../cases/case-row.ts';
import { projectCase } from '../../cases/project.ts';
import { FIRST_CASE, readCasesAfter } from '../../cases/read-events.ts';
import type { Trx } from '../../database/database.ts';
import type { CountedFact } from '../scheme/conditions.ts';

/**
 * The facts of a tenant as its events up to an epoch yield them, case by case, under a calendar. Reads the events
 * and nothing else; memory holds one page.
 */
export async function* rebuildFacts(
  trx: Trx,
  tenantId: number,
  calendar: WorkCalendar,
  epoch: number,
): AsyncGenerator<CountedFact> {
  let after = FIRST_CASE;
  for (;;) {
    const cases = await readCasesAfter(trx, tenantId, after, epoch);
    if (cases.size === 0) return;
    for (const [caseId, events] of cases) {
      yield { ...caseRow(calendar, projectCase(events)).fact, caseId };
      after = caseId;
    }
  }
}
