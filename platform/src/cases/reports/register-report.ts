import type { Trx } from '../../database/database.ts';
import type { UsedPhoto } from '../media/link-media.ts';
import { settleReport, type ReportKey } from './settle-report.ts';

/** What a case takes over from the report it was registered from. */
export interface RegisteredReport {
  readonly byUnitId: number;
  readonly personId: string | null;
  readonly reportedAt: Date;
  readonly sourceCode: string;
  readonly photos: readonly UsedPhoto[];
  readonly selfHandled: boolean;
}

/**
 * Marks a waiting report as registered under a case, which must be there already, in the transaction of the act `register`.
 * Pools county and city. SYS-NOT-FOUND, FLOW-REPORT-SETTLED.
 */
export async function registerReport(
  trx: Trx,
  { caseId, ...report }: ReportKey & { readonly caseId: string },
): Promise<RegisteredReport> {
  const row = await settleReport(trx, report, 'waiting', { state: 'registered', case_id: caseId });
  return {
    byUnitId: row.by_unit_id,
    personId: row.person_id,
    reportedAt: row.reported_at,
    sourceCode: row.source_code,
    photos: row.photos as unknown as RegisteredReport['photos'],
    selfHandled: row.self_handled,
  };
}
