import type { Acting, Database } from '../../database/database.ts';
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
    const stored = trx
      .selectFrom('biz.mapping')
      .where('tenant_id', '=', tenantId)
      .where('source_id', '=', source.sourceId)
      .orderBy('version', 'desc');
    const versions = await stored.select(['version', 'from_at as fromAt']).execute();
    const [latest] = versions;
    if (latest === undefined) throw new Problem('KEY-MAPPING');
    const wanted = version ?? latest.version;
    const found = await stored.select('document').where('version', '=', wanted).executeTakeFirst();
    if (found === undefined) throw new Problem('KEY-MAPPING-VERSION', { version: wanted, latest: latest.version });
    return { source: source.code, version: wanted, document: found.document, versions };
  });
}
