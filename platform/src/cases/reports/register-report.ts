import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { UsedPhoto } from '../media/link-media.ts';
import { caseOf, settleReport, type CaseOfReport, type ReportKey } from './settle-report.ts';

/** What a case takes over from the report it was registered from. */
export interface RegisteredReport extends ReportKey {
  readonly byUnitId: number;
  readonly personId: string | null;
  readonly reportedAt: Date;
  readonly sourceCode: string;
  readonly photos: readonly UsedPhoto[];
  readonly selfHandled: boolean;
}

/**
 * Reads a report of the county or of the city itself, of which a case of the county is to be made. Pools county and city.
 * SYS-NOT-FOUND.
 */
export async function readReport(
  trx: Trx,
  { cityId }: Pick<Actor, 'cityId'>,
  { tenantId, reportId }: ReportKey,
): Promise<RegisteredReport> {
  const row = await trx
    .selectFrom('biz.report')
    .select(['tenant_id', 'by_unit_id', 'person_id', 'reported_at', 'source_code', 'photos', 'self_handled'])
    .where('tenant_id', 'in', [tenantId, cityId])
    .where('id', '=', reportId)
    .executeTakeFirst();
  if (row === undefined) throw new Problem('SYS-NOT-FOUND');
  return {
    tenantId: row.tenant_id,
    reportId,
    byUnitId: row.by_unit_id,
    personId: row.person_id,
    reportedAt: row.reported_at,
    sourceCode: row.source_code,
    photos: row.photos as unknown as RegisteredReport['photos'],
    selfHandled: row.self_handled,
  };
}

/**
 * Marks a waiting report as registered under its case, which must be there already, in the transaction of the act `register`.
 * Pools county and city. FLOW-REPORT-SETTLED, where somebody settled it meanwhile.
 */
export async function registerReport(trx: Trx, { tenantId, reportId }: ReportKey, madeOf: CaseOfReport): Promise<void> {
  const key = { tenantId, reportId };
  await settleReport(trx, key, 'waiting', { state: 'registered', ...caseOf(key, madeOf) });
}
