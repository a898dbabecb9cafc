import type { Trx } from '../../database/database.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import { inTwo, type Code } from '../../kernel/message.ts';
import type { Severity } from '../findings/severities.ts';
import { WORD_CODES } from '../findings/words.ts';
import { columnsOfField } from '../mapping/columns.ts';
import { csvLine } from './csv-line.ts';
import { readReportContext } from './finding-example.ts';

/** A word of the sender that the mapping does not know, or leaves aside, and how often it stands in a batch. */
export interface UnknownWord {
  readonly code: string;
  readonly severity: Severity;
  readonly zh: string;
  readonly en: string;
  /** The sender's columns it stands in. */
  readonly columns: readonly string[];
  /** Masked, and cut where it is long; empty for an empty cell. */
  readonly word: string;
  readonly rows: number;
  /** Line of the first of these rows in the sender's file; null for uploads of before lines were counted. */
  readonly firstLine: number | null;
}

/** Every such word of a batch, errors first, then by what they are about, the most frequent first. */
export async function unknownWords(trx: Trx, tenantId: number, batchId: string): Promise<UnknownWord[]> {
  const { mapping } = await readReportContext(trx, tenantId, batchId);
  const found = await trx
    .selectFrom('biz.finding')
    .select(['code', 'severity', 'field', 'received'])
    .select((q) => [q.fn.sum<string>('row_count').as('rows'), q.fn.min('line').as('firstLine')])
    .where('tenant_id', '=', tenantId)
    .where('batch_id', '=', batchId)
    .where('code', 'in', WORD_CODES)
    .groupBy(['code', 'severity', 'field', 'received'])
    .execute();
  return found
    .map(({ code, severity, field, received, rows, firstLine }) => ({
      ...{ code, severity: severity as Severity, ...inTwo({ code: code as Code }) },
      columns: field === null ? [] : columnsOfField(mapping, field),
      ...{ word: maskPersonal(received ?? ''), rows: Number(rows), firstLine },
    }))
    .sort(
      (a, b) =>
        a.severity.localeCompare(b.severity) ||
        a.code.localeCompare(b.code) ||
        b.rows - a.rows ||
        (a.firstLine ?? 0) - (b.firstLine ?? 0),
    );
}

/** The same as a CSV text for spreadsheets, header always. */
export function unknownWordsCsv(words: readonly UnknownWord[]): string {
  const lines = words.map(({ word, rows, columns, firstLine, code, severity, zh, en }) =>
    csvLine([word, String(rows), columns.join(', '), String(firstLine ?? ''), code, severity, `${zh} ${en}`]),
  );
  const header = [
    '词 word',
    '行数 rows',
    '列 columns',
    '首行 first line',
    '代码 code',
    '级别 severity',
    '说明 meaning',
  ];
  return `\ufeff${csvLine(header)}${lines.join('')}`;
}
