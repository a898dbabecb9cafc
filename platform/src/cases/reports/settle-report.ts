import type { UpdateObject } from 'kysely';
import type { Trx } from '../../database/database.ts';
import type { DB } from '../../database/tables.ts';
import { message, type Message } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import { notifyCaseChanged } from '../case-changes.ts';

export interface ReportKey {
  readonly tenantId: number;
  readonly reportId: string;
}

/** The case that a report became or joined. */
export interface CaseOfReport {
  /** County of the case. */
  readonly tenantId: number;
  readonly caseId: string;
  readonly caseNo: string | null;
}

/** How a report names its case: one of its own tenant by a key; of a report under the city, the county and the case in it. */
export const caseOf = (report: Pick<ReportKey, 'tenantId'>, { tenantId, caseId, caseNo }: CaseOfReport) => ({
  ...(report.tenantId === tenantId ? { case_id: caseId } : { county_id: tenantId, county_case_id: caseId }),
  case_no: caseNo,
});

export const REPORT_STATES = ['waiting', 'registered', 'linked', 'refused'] as const;
type State = (typeof REPORT_STATES)[number];

/** What settling writes beside the state. */
type Settled = 'case_id' | 'county_id' | 'county_case_id' | 'case_no' | 'reason';
const COLUMNS = ['city_id', 'by_unit_id', 'person_id', 'reported_at', 'source_code', 'photos', 'self_handled'] as const;

/**
 * Moves a report from one state to another and answers the row; of two that try at once one does. SYS-NOT-FOUND for one the
 * desk cannot see, FLOW-REPORT-SETTLED where it is in another state by now.
 */
export async function settleReport(
  trx: Trx,
  { tenantId, reportId }: ReportKey,
  from: State,
  to: { readonly state: State } & Partial<Pick<UpdateObject<DB, 'biz.report'>, Settled>>,
) {
  const settled = await trx
    .updateTable('biz.report')
    .set(to)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', reportId)
    .where('state', '=', from)
    .returning(COLUMNS)
    .executeTakeFirst();
  if (settled !== undefined) {
    await notifyReportChanged(trx, { tenantId, reportId, cityId: settled.city_id, byUnitId: settled.by_unit_id });
    return settled;
  }
  const row = await trx
    .selectFrom('biz.report')
    .select('state')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', reportId)
    .executeTakeFirst();
  if (row === undefined) throw new Problem('SYS-NOT-FOUND');
  throw new Problem('FLOW-REPORT-SETTLED', { state: STATES[row.state as State] });
}

/** Notifies desks, as of a case of that id: those that list reports ask anew, the others know no such case. */
export const notifyReportChanged = (
  trx: Trx,
  { tenantId, reportId, cityId, byUnitId }: ReportKey & { readonly cityId: number; readonly byUnitId: number },
): Promise<void> => notifyCaseChanged(trx, { tenantId, cityId, caseId: reportId, version: 0, units: [byUnitId] });

const STATES: Readonly<Record<State, Message>> = {
  waiting: message('report.waiting'),
  registered: message('report.registered'),
  linked: message('report.linked'),
  refused: message('report.refused'),
};
