import { z } from 'zod';
import { act } from '../../commands/command.ts';
import type { Trx } from '../../database/database.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import { Problem } from '../../kernel/problem.ts';
import { requireReason } from '../reasons.ts';
import { caseOf, settleReport, type CaseOfReport } from './settle-report.ts';

const report = z.strictObject({ tenantId: z.int32().positive(), reportId: z.uuid() });
const output = z.strictObject({ reportId: z.uuid(), state: z.enum(['waiting', 'linked', 'refused']) });

/** An acceptor refuses a report (不予受理): for a reason of the list of that act, or for one in words. */
export const refuseReportCommand = act({
  name: 'reports.refuse',
  title: { zh: '不予受理上报', en: 'Refuse a report' },
  right: 'takeCalls',
  role: 'actor',
  input: report.extend({
    reason: z.string().trim().min(2).max(500).describe('code of one of the reasons of reports.waiting, or words'),
  }),
  output,
  problems: ['SYS-NOT-FOUND', 'FLOW-REPORT-SETTLED', 'FLOW-REASON', 'FLOW-REASON-WORDS'],
  async run(trx, _deps, _actor, { reason, ...key }) {
    requireReason('refuse_acceptance', { reason });
    await settleReport(trx, key, 'waiting', { state: 'refused', reason });
    return { reportId: key.reportId, state: 'refused' as const };
  },
  audit: ({ tenantId, reportId, reason }) => ({ subject: reportId, data: { tenantId, reason: maskPersonal(reason) } }),
});

/**
 * An acceptor links a report to a case that is about the same thing: one of the same tenant, for a report under the city one of
 * any county. FLOW-CASE-UNKNOWN for one he cannot see, FLOW-REPORT-COUNTY for a report of one county and a case of another.
 */
export const linkReportCommand = act({
  name: 'reports.link',
  title: { zh: '并入已有案卷', en: 'Link a report to a case' },
  right: 'takeCalls',
  role: 'actor',
  input: report.extend({
    caseId: z.uuid(),
    caseTenantId: z
      .int32()
      .positive()
      .optional()
      .describe('county of the case, for a report that lies under the city; without it that of the report'),
  }),
  output,
  problems: ['SYS-NOT-FOUND', 'FLOW-CASE-UNKNOWN', 'FLOW-REPORT-SETTLED', 'FLOW-REPORT-COUNTY'],
  async run(trx, _deps, actor, { caseId, caseTenantId, ...key }) {
    const countyId = caseTenantId ?? key.tenantId;
    if (countyId !== key.tenantId && key.tenantId !== actor.cityId) throw new Problem('FLOW-REPORT-COUNTY');
    const found = await readCase(trx, countyId, caseId);
    await settleReport(trx, key, 'waiting', { state: 'linked', ...caseOf(key, found) });
    return { reportId: key.reportId, state: 'linked' as const };
  },
  audit: ({ tenantId, reportId, caseId, caseTenantId = tenantId }) => ({
    subject: reportId,
    data: { tenantId, caseId, caseTenantId },
  }),
});

/** Takes a link back: the report waits again. */
export const unlinkReportCommand = act({
  name: 'reports.unlink',
  title: { zh: '取消并入', en: 'Take the link of a report back' },
  right: 'takeCalls',
  role: 'actor',
  input: report,
  output,
  problems: ['SYS-NOT-FOUND', 'FLOW-REPORT-SETTLED'],
  async run(trx, _deps, _actor, key) {
    await settleReport(trx, key, 'linked', { state: 'waiting', ...NO_CASE });
    return { reportId: key.reportId, state: 'waiting' as const };
  },
  audit: ({ tenantId, reportId }) => ({ subject: reportId, data: { tenantId } }),
});

const NO_CASE = { case_id: null, county_id: null, county_case_id: null, case_no: null };

async function readCase(trx: Trx, tenantId: number, caseId: string): Promise<CaseOfReport> {
  const found = await trx
    .selectFrom('biz.case')
    .select('case_no')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (found === undefined) throw new Problem('FLOW-CASE-UNKNOWN');
  return { tenantId, caseId, caseNo: found.case_no };
}
