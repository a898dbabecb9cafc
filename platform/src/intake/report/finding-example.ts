import type { Trx } from '../../database/database.ts';
import { sentence, type Code } from '../../kernel/problems.ts';
import { expectedTexts, localTimes } from './expected.ts';
import { getMapping } from '../mapping/batch.queries.ts';
import { columnsOfField } from '../mapping/columns.ts';
import type { MappingDocument } from '../mapping/document.ts';

/** One finding as its sender reads it. */
export interface FindingExample {
  /** 0 = the file as a whole. */
  readonly rowNo: number;
  readonly externalId: string | null;
  /** Field of ours the finding is about, or the sender's column. */
  readonly field: string | null;
  /** The sender's own columns of that field. */
  readonly columns: readonly string[];
  /** Masked. */
  readonly received: string | null;
  /** As stored: for machines. */
  readonly expected: string | null;
  /** The same for people, in either language. */
  readonly expects: { readonly zh: string; readonly en: string } | null;
}

/** What is needed to tell a finding in the words of its sender. */
export interface ReportContext {
  readonly mapping: MappingDocument;
  /** Of the tenant; times are told in it. */
  readonly zone: string;
}

/** How the findings of a batch are told: with the mapping it was read with. The batch must be one the reader can see. */
export async function readReportContext(trx: Trx, tenantId: number, batchId: string): Promise<ReportContext> {
  const { source_id, mapping_version, zone } = await trx
    .selectFrom('biz.batch as b')
    .innerJoin('biz.tenant as t', 't.tenant_id', 'b.tenant_id')
    .select(['b.source_id', 'b.mapping_version', 't.time_zone as zone'])
    .where('b.tenant_id', '=', tenantId)
    .where('t.tenant_id', '=', tenantId)
    .where('b.id', '=', batchId)
    .executeTakeFirstOrThrow();
  const { document } = await getMapping(trx, tenantId, source_id, mapping_version);
  return { mapping: document, zone };
}

/** Both sentences of a code, the reason of this finding filled in. */
export function sentencesOf(
  code: Code,
  example: Pick<FindingExample, 'expects'> | undefined,
): { zh: string; en: string } {
  const reason = example?.expects ?? { zh: '', en: '' };
  return { zh: sentence(code, 'zh', { reason: reason.zh }), en: sentence(code, 'en', { reason: reason.en }) };
}

type Stored = Pick<FindingExample, 'rowNo' | 'externalId' | 'field' | 'received' | 'expected'>;

/** A stored finding, told. */
export function exampleOf({ mapping, zone }: ReportContext, code: Code, finding: Stored): FindingExample {
  const { rowNo, externalId, field, received, expected } = finding;
  return {
    rowNo,
    externalId,
    field,
    columns: field === null ? [] : columnsOfField(mapping, field),
    received: received === null ? null : localTimes(received, zone),
    expected,
    expects: expectedTexts(code, expected, zone),
  };
}
