import { sql } from 'kysely';
import type { Acting, Trx } from '../../database/database.ts';
import { inTenant, type ActingRole } from '../../database/transaction.ts';
import type { Code } from '../../kernel/message.ts';
import { csvLine } from './csv-line.ts';
import { flatCells } from './flat-cells.ts';
import { storedBytes } from '../../files/stored-bytes.ts';
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
import type { Encoding } from '../read/encoding.ts';
import { readRows } from '../read/read-rows.ts';
import { READ_LIMITS } from '../read/limits.ts';
import type { Cells, RawRow } from '../read/row.ts';
import { readBatchFile, type BatchFile } from './read-uploaded-row.ts';
import { BROKEN, isReportColumn, REPORT_COLUMNS } from '../read/report-columns.ts';
import { OUTCOMES, type IntakeServices } from '../batch/services.ts';

/**
 * The sender's own rejected rows, in their own columns plus why, as CSV text for Excel (byte order mark, CRLF, formulas
 * defused), which may be sent back: the columns are those of the whole file, and what we put in front of cells comes off again.
 * Only who may send such rows (`maySend`) for the sender reads them as they came; everybody else gets the reporter and
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
  const isSender = maySend && acting.tenantId === tenantId;
  const found: Found = { files: services.files, tenantId, file, rejected };
  const columns = await columnsOf(found);
  const line = (cells: readonly string[]) => csvLine(cells, file.shape.csv);
  yield `\ufeff${line([...columns, ...REPORT_COLUMNS])}`;
  for await (const row of rowsOf(found)) {
    const sent = flatCells(row.cells);
    const cells = isSender ? sent : maskPerson(file.shape, sent);
    const why = reasons.get(row.rowNo) ?? { codes: '', sentences: '' };
    yield line([...cellsIn(columns, cells, row), 'rejected', String(row.rowNo), why.codes, why.sentences]);
  }
}

interface Found {
  readonly files: string;
  readonly tenantId: number;
  readonly file: BatchFile;
  /** Ascending. */
  readonly rejected: ReadonlySet<number>;
}

/** All columns of the file: those of the header, or the names in any of the rejected rows. */
async function columnsOf(found: Found): Promise<readonly string[]> {
  const names = new Set<string>();
  const note = (more: readonly string[]) => more.forEach((name) => names.add(name));
  for await (const { cells, fault } of rowsOf(found, note)) {
    if (found.file.shape.format === 'csv') break; // the header has been heard
    if (fault?.code !== 'ENV-ROW-SYNTAX' && fault?.code !== 'ENV-ROW-TOO-LONG') note(Object.keys(flatCells(cells)));
  }
  if (names.size === 0 && found.rejected.size > 0) names.add('line');
  return [...names].filter((name) => !isReportColumn(name));
}

/** The cells of a row by its columns; where it could be read no further, a sign says so, and that it is not to be sent back as it is. */
function cellsIn(columns: readonly string[], cells: Cells, { fault }: RawRow): string[] {
  const texts = columns.map((name) => textOf(cells[name] ?? null));
  const isWhole = fault === undefined || fault.code === 'ENV-NUL' || fault.code === 'ENV-LONE-SURROGATE';
  if (isWhole || columns.length === 0) return texts;
  const missing = columns.findIndex((name) => !Object.hasOwn(cells, name));
  const at = missing < 0 ? columns.length - 1 : missing;
  // A line that is no JSON has no cells: what is left of it stands there.
  const rest = texts[at] || (at === 0 ? textOf(cells.line ?? null) : '');
  return texts.with(at, BROKEN + rest);
}

async function* rowsOf(
  { files, tenantId, file, rejected }: Found,
  onHeader?: (columns: readonly string[]) => void,
): AsyncGenerator<RawRow> {
  if (file.encoding === null || (rejected.size === 0 && onHeader === undefined)) return;
  const last = [...rejected].at(-1) ?? 0;
  const open = storedBytes(files, tenantId, file.sha256);
  for await (const block of readRows(open, file.shape, file.encoding as Encoding, READ_LIMITS, onHeader)) {
    for (const row of block) if (rejected.has(row.rowNo)) yield row;
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
    select row_no as "rowNo", external_id as "externalId", code, field, received, expected from biz.finding
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
