import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import { sentence, type Code } from '../problems.ts';
import type { Severity } from './severities.ts';

export interface FindingExample {
  /** 0 = the file as a whole. */
  readonly rowNo: number;
  readonly externalId: string | null;
  readonly field: string | null;
  /** Masked. */
  readonly received: string | null;
  readonly expected: string | null;
}

/** Findings of a batch that share a code. */
export interface FindingGroup {
  readonly code: string;
  readonly severity: Severity;
  readonly count: number;
  readonly zh: string;
  readonly en: string;
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
  const [groups, rows] = await Promise.all([
    trx
      .selectFrom('biz.finding')
      .select(['code', 'severity', (q) => q.fn.countAll<string>().as('count')])
      .where('tenant_id', '=', tenantId)
      .where('batch_id', '=', batchId)
      .groupBy(['code', 'severity'])
      .execute(),
    sql<FindingExample & { code: string }>`
      select code, row_no as "rowNo", external_id as "externalId", field, received, expected
        from (select *, row_number() over (partition by code order by row_no, seq) as n
                from biz.finding where tenant_id = ${tenantId} and batch_id = ${batchId}) as f
       where n <= ${examples} order by code, n`.execute(trx),
  ]);
  const byCode = Map.groupBy(rows.rows, (row) => row.code);
  return groups
    .map(({ code, severity, count }) => {
      const shown = (byCode.get(code) ?? []).map(({ code: _, ...example }) => example);
      const details = { reason: shown[0]?.expected ?? '' };
      return {
        code,
        severity: severity as Severity,
        count: Number(count),
        zh: sentence(code as Code, 'zh', details),
        en: sentence(code as Code, 'en', details),
        examples: shown,
      };
    })
    .sort((a, b) => a.severity.localeCompare(b.severity) || b.count - a.count || a.code.localeCompare(b.code));
}
