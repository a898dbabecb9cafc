import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import { parseMapping, type MappingDocument } from './document.ts';

export interface SourceRow {
  readonly sourceId: number;
  readonly code: string;
}

/**
 * The source system an upload belongs to: the machine client's own, else the one named, else the only one there is.
 * Throws KEY-SOURCE when the name is unknown, not the client's, or missing where there are several.
 */
export async function getSource(
  trx: Trx,
  tenantId: number,
  wanted: { sourceId: number | null; code: string | null },
): Promise<SourceRow> {
  const sources = await trx
    .selectFrom('biz.source_system')
    .select(['id as sourceId', 'code'])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
  const fitting = sources.filter(
    (s) =>
      (wanted.sourceId === null || s.sourceId === wanted.sourceId) && (wanted.code === null || s.code === wanted.code),
  );
  const [only, ...others] = fitting;
  if (only === undefined || others.length > 0) {
    throw new Problem('KEY-SOURCE', { source: wanted.code ?? '(?)', known: sources.map((s) => s.code).join(', ') });
  }
  return only;
}

export interface MappingVersion {
  readonly version: number;
  readonly document: MappingDocument;
}

/** A stored mapping: the given version, else the latest. Throws KEY-MAPPING when the source has none. */
export async function getMapping(
  trx: Trx,
  tenantId: number,
  sourceId: number,
  version: number | null,
): Promise<MappingVersion> {
  const row = await trx
    .selectFrom('biz.mapping')
    .select(['version', 'document'])
    .where('tenant_id', '=', tenantId)
    .where('source_id', '=', sourceId)
    .$if(version !== null, (query) => query.where('version', '=', version))
    .orderBy('version', 'desc')
    .executeTakeFirst();
  if (row === undefined) throw new Problem('KEY-MAPPING');
  return { version: row.version, document: parseMapping(row.document) };
}
