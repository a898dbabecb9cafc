import { sql } from 'kysely';
import { z } from 'zod';
import { pageOf } from '../../commands/page-of.ts';
import { query } from '../../commands/query.ts';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import { reachOf } from '../../identity/reach.ts';
import { requireRight } from '../../identity/rights.ts';
import { withReasonWords } from '../reasons.ts';
import { REPORT_STATES } from './settle-report.ts';

const MOST = 200;

/** A place in the list: of the last report of a page. */
const place = z.strictObject({ reportedAt: z.iso.datetime(), reportId: z.uuid() });

const input = z.strictObject({
  states: z.array(z.enum(REPORT_STATES)).min(1).optional().describe('all without it'),
  limit: z.int().min(1).max(MOST).default(MOST),
  after: place.optional().describe('`next` of the page before'),
});

const ownReport = z
  .strictObject({
    tenantId: z.int32().describe('county of the place; the city while nobody knows it'),
    reportId: z.uuid(),
    sourceCode: z.string(),
    reportedAt: z.iso.datetime(),
    description: z.string().nullable().describe('masked, as the address'),
    address: z.string().nullable(),
    state: z
      .enum(REPORT_STATES)
      .describe('waiting for an acceptor; registered: became a case; linked: joined one that was there; refused'),
    reason: z.string().nullable().describe('why it was refused: code of a reason, or words, masked'),
    reasonWords: z.strictObject({ zh: z.string(), en: z.string() }).optional().describe('of a code'),
    caseTenantId: z.int32().nullable().describe('county of the case that it became or joined'),
    caseNo: z.string().nullable().describe('number of that case, to ask about it'),
  })
  .meta({ id: 'OwnReport' });
export type OwnReport = z.infer<typeof ownReport>;

/** What became of the reports that the actor's body brought, in every tenant it serves, the latest first. AUTH-FORBIDDEN for posts that report nothing. */
export async function ownReports(
  trx: Trx,
  actor: Actor,
  { states = [...REPORT_STATES], limit, after }: z.infer<typeof input>,
): Promise<OwnReport[]> {
  requireRight(actor, 'report');
  const { column, id } = reachOf(actor);
  const rows = await trx
    .selectFrom('biz.report')
    .select(['tenant_id', 'id', 'source_code', 'reported_at', 'description', 'address', 'state', 'reason'])
    .select(['case_id', 'county_id', 'case_no'])
    .where(column, '=', id)
    .where('city_id', '=', actor.cityId)
    .where('by_unit_id', '=', actor.body.id)
    .where('state', 'in', states)
    .$if(after !== undefined, (rest) =>
      rest.where(sql<boolean>`(reported_at, id) < (${after?.reportedAt}::timestamptz, ${after?.reportId}::uuid)`),
    )
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...withReasonWords({ reason: row.reason }),
    ...{ tenantId: row.tenant_id, reportId: row.id, sourceCode: row.source_code },
    ...{ reportedAt: row.reported_at.toISOString(), state: row.state as OwnReport['state'] },
    description: row.description,
    address: row.address,
    caseTenantId: row.county_id ?? (row.case_id === null ? null : row.tenant_id),
    caseNo: row.case_no,
  }));
}

export const ownReportsQuery = query({
  name: 'reports.own',
  title: { zh: '本单位上报的结果', en: 'What became of the reports of one’s own body' },
  input,
  output: z.strictObject({
    reports: z.array(ownReport).describe('the latest first'),
    next: place.nullable().describe('to be sent as `after` for the next page; null: that was all'),
  }),
  problems: [],
  read: async (trx, actor, wanted) => {
    const reports = await ownReports(trx, actor, { ...wanted, limit: wanted.limit + 1 });
    const { shown, last } = pageOf(reports, wanted.limit);
    return { reports: shown, next: last && { reportedAt: last.reportedAt, reportId: last.reportId } };
  },
});
