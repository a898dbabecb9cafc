import type { Acting, Trx } from '../../database/database.ts';
import { inTenant, type ActingRole } from '../../database/transaction.ts';
import { Problem } from '../../kernel/problem.ts';
import { getMapping } from '../mapping/batch.queries.ts';
import { getBatch } from '../batch/batch-summary.ts';
import { storedBytes } from '../../files/stored-bytes.ts';
import type { MappingDocument } from '../mapping/document.ts';
import { maskPerson } from '../mapping/mask-person.ts';
import type { Encoding } from '../read/encoding.ts';
import { readRows, type ReadableShape } from '../read/read-rows.ts';
import type { Cells } from '../read/row.ts';
import { flatCells } from './flat-cells.ts';
import type { IntakeServices } from '../batch/services.ts';

/** How the stored bytes of a batch are to be read again. */
export interface BatchFile {
  readonly sha256: string;
  readonly fileName: string | null;
  readonly encoding: string | null;
  readonly mapping: MappingDocument;
  readonly shape: ReadableShape & Pick<MappingDocument, 'person'>;
}

/** SYS-NOT-FOUND for a batch the reader cannot see. */
export async function readBatchFile(trx: Trx, tenantId: number, batchId: string): Promise<BatchFile> {
  const batch = await getBatch(trx, tenantId, batchId);
  const { document } = await getMapping(trx, tenantId, batch.sourceId, batch.mappingVersion);
  const shape = { ...document, format: batch.format === 'csv' ? ('csv' as const) : ('ndjson' as const) };
  return { sha256: batch.sha256, fileName: batch.fileName, encoding: batch.encoding, mapping: document, shape };
}

/** A row as it was sent, the reporter masked. */
export interface UploadedRow {
  readonly batchId: string;
  readonly fileName: string | null;
  readonly rowNo: number;
  readonly cells: Cells;
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
  const file = await inTenant(services.database, role, acting, (trx) => readBatchFile(trx, tenantId, batchId));
  if (file.encoding !== null) {
    const open = storedBytes(services.files, tenantId, file.sha256);
    for await (const block of readRows(open, file.shape, file.encoding as Encoding)) {
      const row = block.find((r) => r.rowNo === rowNo);
      if (row !== undefined)
        return { batchId, fileName: file.fileName, rowNo, cells: maskPerson(file.shape, flatCells(row.cells)) };
    }
  }
  throw new Problem('SYS-NOT-FOUND');
}
