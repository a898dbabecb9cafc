import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { JsonValue } from '../../database/tables.ts';
import { Problem } from '../../kernel/problem.ts';
import { getSource } from './batch.queries.ts';

export interface MappingWanted {
  /** Source of the machine client; null for a person. */
  readonly sourceId: number | null;
  /** Source named in the request; needed only where it is not clear. */
  readonly sourceCode: string | null;
  /** Null: the version in force. */
  readonly version: number | null;
}

export interface MappingInForce {
  readonly source: string;
  readonly version: number;
  readonly document: JsonValue;
  /** Every version there has been, latest first; the first of them is in force. */
  readonly versions: readonly { readonly version: number; readonly fromAt: Date }[];
}

/**
 * The mapping of a source system of one's own, and the versions it has had: what may be put into force again. Throws
 * KEY-SOURCE, KEY-MAPPING where there is none yet, KEY-MAPPING-VERSION for a version that never was.
 */
export async function readMappings(
  database: Database,
  acting: Acting,
  { sourceId, sourceCode, version }: MappingWanted,
): Promise<MappingInForce> {
  const { tenantId } = acting;
  return inTenant(database, 'ingest', acting, async (trx) => {
    const source = await getSource(trx, tenantId, { sourceId, code: sourceCode });
    const { fromAt: _, ...mapping } = await readVersion(trx, tenantId, source.sourceId, version);
    return { source: source.code, ...mapping };
  });
}

/** A mapping's document as it was put into force, for whoever may read the tenant's mappings. The problems of `readMappings`. */
export async function readMappingDocument(
  trx: Trx,
  { tenantId, sourceId, sourceCode, version }: MappingWanted & { readonly tenantId: number },
): Promise<Pick<MappingInForce, 'version' | 'document'>> {
  const source = await getSource(trx, tenantId, { sourceId, code: sourceCode });
  return readVersion(trx, tenantId, source.sourceId, version);
}

/** A version of a source's mapping, the one in force for null, beside the list of all. KEY-MAPPING, KEY-MAPPING-VERSION. */
export async function readVersion(
  trx: Trx,
  tenantId: number,
  sourceId: number,
  version: number | null,
): Promise<Omit<MappingInForce, 'source'> & { readonly fromAt: Date }> {
  const stored = trx
    .selectFrom('biz.mapping')
    .where('tenant_id', '=', tenantId)
    .where('source_id', '=', sourceId)
    .orderBy('version', 'desc');
  const versions = await stored.select(['version', 'from_at as fromAt']).execute();
  const [latest] = versions;
  if (latest === undefined) throw new Problem('KEY-MAPPING');
  const wanted = version ?? latest.version;
  const found = await stored.select(['document', 'from_at as fromAt']).where('version', '=', wanted).executeTakeFirst();
  if (found === undefined) throw new Problem('KEY-MAPPING-VERSION', { version: wanted, latest: latest.version });
  return { version: wanted, ...found, versions };
}
