import { z } from 'zod';
import { act } from '../../commands/command.ts';
import type { Trx } from '../../database/database.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import { Problem } from '../../kernel/problem.ts';
import { settleReport } from './settle-report.ts';

const report = z.strictObject({ tenantId: z.int32().positive(), reportId: z.uuid() });
const output = z.strictObject({ reportId: z.uuid(), state: z.enum(['waiting', 'linked', 'refused']) });

/** An acceptor refuses a report (不予受理) with a reason. */
export const refuseReportCommand = act({
  name: 'reports.refuse',
  title: { zh: '不予受理上报', en: 'Refuse a report' },
  right: 'takeCalls',
  role: 'actor',
  input: report.extend({ reason: z.string().trim().min(2).max(500) }),
  output,
  problems: ['SYS-NOT-FOUND', 'FLOW-REPORT-SETTLED'],
  async run(trx, _deps, _actor, { reason, ...key }) {
    await settleReport(trx, key, 'waiting', { state: 'refused', reason });
    return { reportId: key.reportId, state: 'refused' as const };
  },
  audit: ({ tenantId, reportId, reason }) => ({ subject: reportId, data: { tenantId, reason: maskPersonal(reason) } }),
});

/** An acceptor links a report to a case of the same tenant that is about the same thing. FLOW-CASE-UNKNOWN for a case he cannot see. */
export const linkReportCommand = act({
  name: 'reports.link',
  title: { zh: '并入已有案卷', en: 'Link a report to a case' },
  right: 'takeCalls',
  role: 'actor',
  input: report.extend({ caseId: z.uuid() }),
  output,
  problems: ['SYS-NOT-FOUND', 'FLOW-CASE-UNKNOWN', 'FLOW-REPORT-SETTLED'],
  async run(trx, _deps, _actor, { caseId, ...key }) {
    await requireCase(trx, key.tenantId, caseId);
    await settleReport(trx, key, 'waiting', { state: 'linked', case_id: caseId });
    return { reportId: key.reportId, state: 'linked' as const };
  },
  audit: ({ tenantId, reportId, caseId }) => ({ subject: reportId, data: { tenantId, caseId } }),
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
    await settleReport(trx, key, 'linked', { state: 'waiting', case_id: null });
    return { reportId: key.reportId, state: 'waiting' as const };
  },
  audit: ({ tenantId, reportId }) => ({ subject: reportId, data: { tenantId } }),
});

async function requireCase(trx: Trx, tenantId: number, caseId: string): Promise<void> {
  const found = await trx
    .selectFrom('biz.case')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (found === undefined) throw new Problem('FLOW-CASE-UNKNOWN');
}
