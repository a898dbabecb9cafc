import { sql } from 'kysely';
import { by, type Plant } from './plant.ts';
import { AT } from './sandbox-tenant.ts';

/** Rows of an upload. */
export const UPLOADS: Readonly<Record<string, Plant>> = {
  batch: by(
    'ingest',
    ({ tenantId, cityId, id, word, people }, { sha256 }) => sql`
    insert into biz.batch (tenant_id, city_id, id, source_id, client_batch_id, mapping_version, state, format, encoding,
      file_name, sent_by, sha256, byte_count, row_count, next_row, created_count, rejected_count, received_at)
    values (${tenantId}, ${cityId}, ${id}, 1, ${word}, 1, 'completed_with_rejects', 'ndjson', 'utf-8', ${word}, ${people.data},
      ${sha256}, 1, 2, 2, 1, 1, ${AT})`,
  ),
  batch_chunk: by(
    'ingest',
    ({ tenantId, cityId, id }) => sql`
    insert into biz.batch_chunk (tenant_id, city_id, batch_id, first_row, row_count, outcomes, case_ids, recorded_at)
    values (${tenantId}, ${cityId}, ${id}, 1, 2, '{1,6}', array[${id}::uuid, null], ${AT})`,
  ),
  finding: by(
    'ingest',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.finding (tenant_id, city_id, batch_id, row_no, seq, code, severity, field, received, external_id)
    values (${tenantId}, ${cityId}, ${id}, 2, 0, 'MAP-SOURCE-UNKNOWN', 'error', ${word}, ${word}, ${word})`,
  ),
};
