import { sql } from 'kysely';
import type { Acting, Trx } from '../../database/database.ts';
import { inTenant, type ActingRole } from '../../database/transaction.ts';
import type { Code } from '../../kernel/message.ts';
import { csvLine } from './csv-line.ts';
import {
  exampleOf,
  keptOf,
  readReportContext,
  saysExpected,
  sentencesOf,
  type FindingExample,
  type StoredFinding,
} from './finding-example.ts';
import { textOf } from '../mapping/compile.ts';
import { maskPerson } from '../mapping/mask-person.ts';
import type { RawRow } from '../read/row.ts';
import { readBatchFile, storedRows, type BatchFile } from './read-uploaded-row.ts';
import { REPORT_COLUMNS } from '../read/report-columns.ts';
import { OUTCOMES, type IntakeServices } from '../batch/services.ts';

/**
 * The sender's own rejected rows, in their own columns plus why, as CSV text for Excel (byte order mark, CRLF, formulas
 * defused). Only who may send such rows (`maySend`) for the sender reads them as they came; everybody else gets the reporter and
 * numbers in words masked. A header always, and as many lines as rows were rejected. Streams: the stored bytes are read again and
 * only rejected rows pass. `tenantId` may be another county's for a reader of the city. SYS-NOT-FOUND for a foreign batch.
 */
export async function* rejectedRows(
  services: Pick<IntakeServices, 'database' | 'files'>,
  role: ActingRole,
  acting: Acting,
  tenantId: number,
  batchId: string,
  maySend: boolean,
): AsyncGenerator<string> {
  const { file, rejected, reasons } = await inTenant(services.database, role, acting, async (trx) => ({
    file: await readBatchFile(trx, tenantId, batchId),
    rejected: await rejectedRowNumbers(trx, tenantId, batchId),
    reasons: await readReasons(trx, tenantId, batchId),
  }));
  let columns: string[] | null = null;
  const isSender = maySend && acting.tenantId === tenantId;
  for await (const { rowNo, line, cells: sent } of rowsOf(services.files, tenantId, file, rejected)) {
    const cells = isSender ? sent : maskPerson(file.mapping, sent);
    columns ??= [...Object.keys(cells)];
    if (columns.length > 0 && rowNo === rejected.values().next().value) yield header(columns);
    const why = reasons.get(rowNo) ?? { codes: '', sentences: '' };
    yield csvLine([
      ...columns.map((name) => textOf(cells[name] ?? null)),
      'rejected',
      String(line),
      why.codes,
      why.sentences,
    ]);
  }
  if (columns === null) yield header([]);
}

const header = (columns: readonly string[]) => `\ufeff${csvLine([...columns, ...REPORT_COLUMNS])}`;

async function* rowsOf(
  files: string,
  tenantId: number,
  file: BatchFile,
  wanted: ReadonlySet<number>,
): AsyncGenerator<RawRow> {
  if (wanted.size === 0) return;
  const last = [...wanted].at(-1) ?? 0;
  for await (const block of storedRows(files, tenantId, file)) {
    for (const row of block) if (wanted.has(row.rowNo)) yield row;
    if ((block.at(-1)?.rowNo ?? 0) >= last) return;
  }
}

/** Ascending. */
async function rejectedRowNumbers(trx: Trx, tenantId: number, batchId: string): Promise<Set<number>> {
  const { rows } = await sql<{ row_no: number }>`
    select c.first_row + o.n::int - 1 as row_no
      from biz.batch_chunk c cross join lateral unnest(c.outcomes) with ordinality as o(code, n)
     where c.tenant_id = ${tenantId} and c.batch_id = ${batchId} and o.code = ${OUTCOMES.rejected}
     order by 1`.execute(trx);
  return new Set(rows.map((row) => row.row_no));
}

async function readReasons(trx: Trx, tenantId: number, batchId: string) {
  const reportContext = await readReportContext(trx, tenantId, batchId);
  const { rows } = await sql<StoredFinding>`
    select row_no as "rowNo", line, external_id as "externalId", code, field, received, expected from biz.finding
     where tenant_id = ${tenantId} and batch_id = ${batchId} and severity = 'error' order by row_no, seq`.execute(trx);
  const reasons = new Map<number, { codes: string; sentences: string }>();
  for (const row of rows) {
    const { code, rowNo } = row;
    const before = reasons.get(rowNo);
    const text = reasonText(code, exampleOf(reportContext, keptOf(row)));
    reasons.set(rowNo, {
      codes: before === undefined ? code : `${before.codes}; ${code}`,
      sentences: before === undefined ? text : `${before.sentences} | ${text}`,
    });
  }
  return reasons;
}

/** `小类: 无法识别的案卷类别。 The class … (收到 received: 无此小类; 应为 expected: …)`; the columns are the sender's. */
function reasonText(code: Code, example: FindingExample): string {
  const { field, columns, received, expects } = example;
  const { zh, en } = sentencesOf(code, example);
  const where = columns.length > 0 ? columns.join(', ') : field;
  const about = [
    ...(received === null ? [] : [`收到 received: ${received}`]),
    ...(expects === null || saysExpected(code)
      ? []
      : [`应为 expected: ${expects.zh === expects.en ? expects.zh : `${expects.zh} / ${expects.en}`}`]),
  ];
  return `${where === null ? '' : `${where}: `}${zh} ${en}${about.length === 0 ? '' : ` (${about.join('; ')})`}`;
}
