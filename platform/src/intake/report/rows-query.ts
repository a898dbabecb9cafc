import { sql } from 'kysely';
import { z } from 'zod';
import { pageOf } from '../../commands/page-of.ts';
import { query } from '../../commands/query.ts';
import { getBatch } from '../batch/batch-summary.ts';
import { OUTCOME_NAMES, OUTCOMES } from '../batch/services.ts';
import { outcomeName } from './read-outcomes.ts';

const MOST = 200;

const row = z.strictObject({
  rowNo: z.int(),
  outcome: z.enum(OUTCOME_NAMES),
  caseId: z
    .uuid()
    .nullable()
    .describe('the case it made, changed or found unchanged; null for rows that were not taken'),
  caseNo: z.string().nullable(),
});

/** What became of every row of an upload, page by page: for its county, and for the city over its counties. */
export const rowsQuery = query({
  name: 'batch.rows',
  title: { zh: '上传各行的结果', en: 'What became of every row of an upload' },
  input: z.strictObject({
    tenantId: z.int32().positive().describe('the county it came from'),
    batchId: z.uuid(),
    outcome: z.enum(OUTCOME_NAMES).nullable().default(null).describe('null: every one'),
    limit: z.int().min(1).max(MOST).default(50),
    afterRow: z.int32().min(0).default(0).describe('`next` of the page before'),
  }),
  output: z.strictObject({
    rows: z.array(row).describe('in the order of the file'),
    next: z.int().nullable().describe('to be sent as `afterRow` for the next page; null: that was all'),
  }),
  problems: ['SYS-NOT-FOUND'],
  read: async (trx, _actor, { tenantId, batchId, outcome, limit, afterRow }) => {
    await getBatch(trx, tenantId, batchId);
    const wanted = outcome === null ? sql`true` : sql`r.code = ${OUTCOMES[outcome]}`;
    const { rows } = await sql<{ rowNo: number; code: number; caseId: string | null; caseNo: string | null }>`
      select r.row_no as "rowNo", r.code, r.case_id as "caseId", c.case_no as "caseNo"
        from (select k.first_row + o.place::int - 1 as row_no, o.code, k.case_ids[o.place] as case_id
                from biz.batch_chunk k cross join lateral unnest(k.outcomes) with ordinality as o (code, place)
               where k.tenant_id = ${tenantId} and k.batch_id = ${batchId} and k.first_row + k.row_count - 1 > ${afterRow}) as r
        left join biz."case" c on c.tenant_id = ${tenantId} and c.id = r.case_id
       where r.row_no > ${afterRow} and ${wanted}
       order by r.row_no limit ${limit + 1}`.execute(trx);
    const { shown, last } = pageOf(rows, limit);
    return {
      rows: shown.map(({ rowNo, code, caseId, caseNo }) => ({ rowNo, outcome: outcomeName(code), caseId, caseNo })),
      next: last?.rowNo ?? null,
    };
  },
});
