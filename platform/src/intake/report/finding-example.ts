import type { Trx } from '../../database/database.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import { entryOf, inTwo, type Code, type InTwo, type Message } from '../../kernel/message.ts';
import { storedMessage } from '../findings/finding.ts';
import { getMapping } from '../mapping/batch.queries.ts';
import { columnsOfField } from '../mapping/columns.ts';
import type { MappingDocument } from '../mapping/document.ts';

/** One finding as its sender reads it. */
export interface FindingExample {
  /** 0 = the file as a whole. */
  readonly rowNo: number;
  /** Line of the sender's file, counted from 1 with its header; null for the file as a whole and in reports of earlier releases. */
  readonly line: number | null;
  readonly externalId: string | null;
  /** Field of ours the finding is about, or the sender's column. */
  readonly field: string | null;
  /** The sender's own columns of that field. */
  readonly columns: readonly string[];
  /** Masked. */
  readonly received: string | null;
  readonly expected: Message | null;
  /** The same in words, times in the zone of the tenant. */
  readonly expects: InTwo | null;
}

/** What is needed to write a finding in the words of its sender. */
export interface ReportContext {
  readonly mapping: MappingDocument;
  /** Of the tenant; times are written in it. */
  readonly zone: string;
}

/** How the findings of a batch are written: with the mapping it was read with. The batch must be one the reader can see. */
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
export function sentencesOf(code: Code, example: Pick<FindingExample, 'expected'> | undefined): InTwo {
  return inTwo({ code, params: { reason: example?.expected ?? '' } });
}

/** Whether the sentence of a code itself says what was expected. */
export const saysExpected = (code: Code): boolean => entryOf(code)?.zh.includes('{reason}') === true;

type Kept = Pick<FindingExample, 'rowNo' | 'line' | 'externalId' | 'field' | 'received' | 'expected'>;

/** A row of biz.finding. */
export type StoredFinding = Omit<Kept, 'expected'> & { readonly code: Code; readonly expected: string | null };

/** A stored finding as it was made; masked again, as earlier releases knew fewer forms of personal numbers. */
export const keptOf = ({ received, expected, ...finding }: StoredFinding): Kept => ({
  ...finding,
  received: received === null ? null : maskPersonal(received),
  expected: expected === null ? null : storedMessage(maskPersonal(expected)),
});

/** A finding as its sender reads it. */
export function exampleOf({ mapping, zone }: ReportContext, finding: Kept): FindingExample {
  const { rowNo, line, externalId, field, received, expected } = finding;
  return {
    rowNo,
    line,
    externalId,
    field,
    columns: field === null ? [] : columnsOfField(mapping, field),
    received,
    expected,
    expects: expected && inTwo(expected, zone),
  };
}
