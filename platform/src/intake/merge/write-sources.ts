import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import type { InFlight } from '../../database/in-flight.ts';
import { namesOf, unnestRows, type Columns } from '../../database/unnest-rows.ts';
import { inserted, written } from '../../database/written.ts';
import type { Lease } from '../batch/lease.ts';
import type { MappedRow } from '../rules/map-row.ts';

/** A row, and the case whose name its id is. */
export interface SourceRow {
  readonly row: MappedRow;
  readonly caseId: string;
  /** Whether the name is there already. */
  readonly isStored: boolean;
}

/** Columns of `case_source` that come from the row. */
const SOURCE_COLUMNS: Columns<SourceRow> = {
  external_id: { type: 'text', of: ({ row }) => row.externalId },
  case_id: { type: 'uuid', of: ({ caseId }) => caseId },
  revision: { type: 'int8', of: ({ row }) => row.revision },
  derived_revision: { type: 'int8', of: ({ row }) => row.derivedRevision },
  content_hash: { type: 'text', of: ({ row }) => row.contentHash },
  row_no: { type: 'int4', of: ({ row }) => row.rowNo },
};

/** Columns of `case_source` of a row that changes nothing: another form of the same content. */
const CONTENT_COLUMNS: Columns<MappedRow> = {
  external_id: { type: 'text', of: (row) => row.externalId },
  content_hash: { type: 'text', of: (row) => row.contentHash },
};

/** The names of the cases written, with what was taken from the rows. Comes after the cases. */
export async function writeSources(
  trx: Trx,
  lease: Lease,
  rows: readonly SourceRow[],
  same: readonly MappedRow[],
  inFlight: InFlight,
): Promise<void> {
  const created = rows.filter(({ isStored }) => !isStored);
  const updated = rows.filter(({ isStored }) => isStored);
  if (created.length > 0) await inFlight.issue(() => insertSources(trx, lease, created));
  if (updated.length > 0) await inFlight.issue(() => updateSources(trx, lease, updated));
  if (same.length > 0) await inFlight.issue(() => renewSources(trx, lease, same));
}

async function insertSources(trx: Trx, lease: Lease, rows: readonly SourceRow[]): Promise<void> {
  const { acting, sourceId, mappingVersion, batchId } = lease;
  await inserted(
    trx,
    sql`
    insert into biz.case_source
           (tenant_id, city_id, source_id, mapping_version, batch_id, ${namesOf(SOURCE_COLUMNS)})
    select ${acting.tenantId}::int, ${acting.cityId}::int, ${sourceId}::int, ${mappingVersion}::int,
           ${batchId}::uuid, ${namesOf(SOURCE_COLUMNS)}
      from ${unnestRows(rows, SOURCE_COLUMNS)}
    returning 1`,
  );
}

async function updateSources(trx: Trx, lease: Lease, rows: readonly SourceRow[]): Promise<void> {
  const { acting, sourceId, mappingVersion, batchId } = lease;
  await written(
    trx,
    rows.length,
    sql`
    update biz.case_source as s
       set mapping_version = ${mappingVersion}::int, batch_id = ${batchId}::uuid, revision = r.revision,
           derived_revision = r.derived_revision, content_hash = r.content_hash, row_no = r.row_no
      from ${unnestRows(rows, SOURCE_COLUMNS)}
     where s.tenant_id = ${acting.tenantId} and s.source_id = ${sourceId} and s.external_id = r.external_id
    returning 1`,
  );
}

/** So that the same rows are recognised without a look at their cases the next time. Batch and row stay: those that wrote. */
async function renewSources(trx: Trx, { acting, sourceId, mappingVersion }: Lease, rows: readonly MappedRow[]) {
  await written(
    trx,
    rows.length,
    sql`
    update biz.case_source as s set content_hash = r.content_hash, mapping_version = ${mappingVersion}::int
      from ${unnestRows(rows, CONTENT_COLUMNS)}
     where s.tenant_id = ${acting.tenantId} and s.source_id = ${sourceId} and s.external_id = r.external_id
    returning 1`,
  );
}
