import { message } from '../../kernel/message.ts';
import type { Acting, Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';
import { addMapping } from './add-mapping.ts';
import { getSource } from './batch.queries.ts';

export interface MappingToPut {
  /** Source of the machine client; null for a person. */
  readonly sourceId: number | null;
  /** Source named in the request; needed only where it is not clear. */
  readonly sourceCode: string | null;
  readonly document: unknown;
}

export interface PutMapping {
  /** Code of the source system. */
  readonly source: string;
  readonly version: number;
  /** False: the document is the one in force already. */
  readonly created: boolean;
  /** The version that was in force until now; null for a first mapping and when nothing changed. */
  readonly replaced: number | null;
}

/**
 * Puts a mapping into force for a source system of one's own, from the next batch on; earlier batches keep theirs. The
 * same document is no new version. Throws ENV-MAPPING with every fault, KEY-SOURCE for a source that is not one's own.
 */
export async function putMapping(
  trx: Trx,
  deps: Deps,
  acting: Acting,
  { sourceId, sourceCode, document }: MappingToPut,
): Promise<PutMapping> {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new Problem('ENV-MAPPING', { reason: message('mapping.object') });
  }
  const source = await getSource(trx, acting.tenantId, { sourceId, code: sourceCode });
  const put = await addMapping(trx, deps, acting, source.sourceId, document as Record<string, unknown>);
  return { ...put, source: source.code, replaced: put.created && put.version > 1 ? put.version - 1 : null };
}
