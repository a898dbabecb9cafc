import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import type { Code } from '../../kernel/message.ts';
import {
  exampleOf,
  keptOf,
  readReportContext,
  sentencesOf,
  type FindingExample,
  type StoredFinding,
} from './finding-example.ts';
import { columnsOfField } from '../mapping/columns.ts';
import type { Severity } from '../findings/severities.ts';

/** Findings of a batch that share a code. */
export interface FindingGroup {
  readonly code: string;
  readonly severity: Severity;
  readonly count: number;
  readonly zh: string;
  readonly en: string;
  /** The sender's columns all of them are about. */
  readonly columns: readonly string[];
  /** The first few, in row order. */
  readonly examples: readonly FindingExample[];
}

/** Findings of a batch by code, errors first, then by number; each with its first examples. */
export async function findingsByCode(
  trx: Trx,
  tenantId: number,
  batchId: string,
  examples = 5,
): Promise<FindingGroup[]> {
  const [reportContext, groups, rows] = await Promise.all([
    readReportContext(trx, tenantId, batchId),
    trx
      .selectFrom('biz.finding')
      .select(['code', 'severity', (q) => q.fn.sum<string>('row_count').as('count')])
      .select(sql<string[] | null>`array_agg(distinct field) filter (where field is not null)`.as('fields'))
      .where('tenant_id', '=', tenantId)
      .where('batch_id', '=', batchId)
      .groupBy(['code', 'severity'])
      .execute(),
    sql<StoredFinding>`
      select code, row_no as "rowNo", line, external_id as "externalId", field, received, expected
        from (select *, row_number() over (partition by code order by row_no, line, seq) as n
                from biz.finding where tenant_id = ${tenantId} and batch_id = ${batchId}) as f
       where n <= ${examples} order by code, n`.execute(trx),
  ]);
  const byCode = Map.groupBy(rows.rows, (row) => row.code as string);
  return groups
    .map(({ code, severity, count, fields }) => {
      const shown = (byCode.get(code) ?? []).map((row) => exampleOf(reportContext, keptOf(row)));
      return {
        code,
        severity: severity as Severity,
        count: Number(count),
        ...sentencesOf(code as Code, shown[0]),
        columns: [...new Set((fields ?? []).flatMap((field) => columnsOfField(reportContext.mapping, field)))],
        examples: shown,
      };
    })
    .sort((a, b) => a.severity.localeCompare(b.severity) || b.count - a.count || a.code.localeCompare(b.code));
}

/** What was noticed about one row, in sentences. */
export interface FindingOfRow extends FindingExample {
  readonly code: string;
  readonly severity: Severity;
  readonly zh: string;
  readonly en: string;
}

/** Findings of one row, in the order they were made. The batch must be one the reader can see. */
export async function findingsOfRow(
  trx: Trx,
  tenantId: number,
  batchId: string,
  rowNo: number,
): Promise<FindingOfRow[]> {
  const reportContext = await readReportContext(trx, tenantId, batchId);
  const { rows } = await sql<StoredFinding & { readonly severity: Severity }>`
    select code, severity, row_no as "rowNo", line, external_id as "externalId", field, received, expected
      from biz.finding where tenant_id = ${tenantId} and batch_id = ${batchId} and row_no = ${rowNo} order by seq`.execute(
    trx,
  );
  return rows.map((row) => {
    const { code, severity } = row;
    const example = exampleOf(reportContext, keptOf(row));
    return { code, severity, ...sentencesOf(code, example), ...example };
  });
}
