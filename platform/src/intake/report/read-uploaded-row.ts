import type { Acting, Trx } from '../../database/database.ts';
import { inTenant, type ActingRole } from '../../database/transaction.ts';
import { Problem } from '../../kernel/problem.ts';
import { getMapping } from '../mapping/batch.queries.ts';
import { getBatch } from '../batch/batch-summary.ts';
import { storedBytes } from '../../files/stored-bytes.ts';
import type { MappingDocument } from '../mapping/document.ts';
import { fileShape } from '../mapping/file-shape.ts';
import { maskPerson } from '../mapping/mask-person.ts';
import type { Encoding } from '../read/encoding.ts';
import { readRows, type ReadableShape } from '../read/read-rows.ts';
import type { Cells, RawRow } from '../read/row.ts';
import { READ_LIMITS } from '../read/limits.ts';
import type { Observer } from '../read/observer.ts';
import { flatCells } from './flat-cells.ts';
import type { IntakeServices, Outcome } from '../batch/services.ts';
import { findingsOfRow, type FindingOfRow } from './findings-report.ts';
import { readOutcomes } from './read-outcomes.ts';

/** How the stored bytes of a batch are to be read again. */
export interface BatchFile {
  readonly sha256: string;
  readonly fileName: string | null;
  readonly encoding: string | null;
  readonly rowCount: number | null;
  /** Whether its lines are accounted for; an upload of an earlier release may have numbered its rows otherwise. */
  readonly isCounted: boolean;
  readonly mapping: MappingDocument;
  readonly shape: ReadableShape;
}

/** SYS-NOT-FOUND for a batch the reader cannot see. */
export async function readBatchFile(trx: Trx, tenantId: number, batchId: string): Promise<BatchFile> {
  const batch = await getBatch(trx, tenantId, batchId);
  const { document } = await getMapping(trx, tenantId, batch.sourceId, batch.mappingVersion);
  const shape = fileShape(document, batch.format === 'csv' ? 'csv' : 'ndjson');
  const { sha256, fileName, encoding, rows: rowCount, lines } = batch;
  return { sha256, fileName, encoding, rowCount, isCounted: lines !== null, mapping: document, shape };
}

/**
 * The rows of a stored file by the numbers that its batch knows them by. None, where an earlier release took other lines for
 * rows than we do: a row that is not the one that was sent must not be shown as such.
 */
export async function* storedRows(
  files: string,
  tenantId: number,
  file: BatchFile,
  observer: Observer = {},
): AsyncGenerator<RawRow[]> {
  if (file.encoding === null) return;
  const open = storedBytes(files, tenantId, file.sha256);
  const read = (hearing: Observer) => readRows(open, file.shape, file.encoding as Encoding, READ_LIMITS, hearing);
  if (!file.isCounted) {
    let rows = 0;
    for await (const block of read({})) rows = block.at(-1)?.rowNo ?? rows;
    if (rows !== file.rowCount) return;
  }
  yield* read(observer);
}

/** A row as it was sent, the reporter masked, and what became of it. */
export interface UploadedRow {
  readonly batchId: string;
  readonly fileName: string | null;
  readonly rowNo: number;
  /** Line of the file it begins at, counted from 1 with the header. */
  readonly line: number;
  readonly cells: Cells;
  /** Null until it has one. */
  readonly outcome: Outcome | null;
  /** The case it made, changed or found unchanged; null for rows that were not taken. */
  readonly caseId: string | null;
  readonly findings: readonly FindingOfRow[];
}

/**
 * The very row of the very file a case's picture came from: the end of every drill-down. SYS-NOT-FOUND for a foreign or
 * unknown batch and for a row number beyond its end.
 */
export async function readUploadedRow(
  services: Pick<IntakeServices, 'database' | 'files'>,
  role: ActingRole,
  acting: Acting,
  tenantId: number,
  batchId: string,
  rowNo: number,
): Promise<UploadedRow> {
  const { file, became } = await inTenant(services.database, role, acting, async (trx) => ({
    file: await readBatchFile(trx, tenantId, batchId),
    became: await readFate(trx, tenantId, batchId, rowNo),
  }));
  for await (const block of storedRows(services.files, tenantId, file)) {
    const row = block.find((r) => r.rowNo === rowNo);
    if (row === undefined) continue;
    const { line, cells } = row;
    const sent = { line, cells: maskPerson(file.mapping, flatCells(cells)) };
    return { batchId, fileName: file.fileName, rowNo, ...sent, ...became };
  }
  throw new Problem('SYS-NOT-FOUND');
}

type Fate = Pick<UploadedRow, 'outcome' | 'caseId' | 'findings'>;

async function readFate(trx: Trx, tenantId: number, batchId: string, rowNo: number): Promise<Fate> {
  const [row] = await readOutcomes(trx, tenantId, batchId, { fromRow: rowNo, limit: 1 });
  const findings = await findingsOfRow(trx, tenantId, batchId, rowNo);
  return { outcome: row?.outcome ?? null, caseId: row?.caseId ?? null, findings };
}
