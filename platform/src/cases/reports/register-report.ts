import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { UsedPhoto } from '../media/link-media.ts';
import { caseOf, settleReport, type CaseOfReport } from './settle-report.ts';

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
 * Marks a waiting report of the county or of the city itself as registered under a case of the county, which must be there
 * already, in the transaction of the act `register`. Pools county and city. SYS-NOT-FOUND, FLOW-REPORT-SETTLED.
 */
export async function registerReport(
  trx: Trx,
  { cityId }: Pick<Actor, 'cityId'>,
  { reportId, ...madeOf }: CaseOfReport & { readonly reportId: string },
): Promise<RegisteredReport> {
  const report = await trx
    .selectFrom('biz.report')
    .select('tenant_id')
    .where('tenant_id', 'in', [madeOf.tenantId, cityId])
    .where('id', '=', reportId)
    .executeTakeFirst();
  if (report === undefined) throw new Problem('SYS-NOT-FOUND');
  const key = { tenantId: report.tenant_id, reportId };
  const row = await settleReport(trx, key, 'waiting', { state: 'registered', ...caseOf(key, madeOf) });
  return {
    byUnitId: row.by_unit_id,
    personId: row.person_id,
    reportedAt: row.reported_at,
    sourceCode: row.source_code,
    photos: row.photos as unknown as RegisteredReport['photos'],
    selfHandled: row.self_handled,
  };
}
