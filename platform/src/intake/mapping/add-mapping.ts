import type { Trx } from '../../database/database.ts';
import { jsonb } from '../../database/json.ts';
import type { JsonObject } from '../../database/tables.ts';
import { hashOf } from '../../kernel/canonical.ts';
import type { Deps } from '../../kernel/deps.ts';
import { checkAreas } from './check-areas.ts';
import { parseMapping } from './document.ts';
import { readUnits } from './read-units.ts';
import { checkUnits } from './unit-words.ts';

/**
 * Puts a mapping document into force for a source system. The same document as the latest is no new version. Throws
 * ENV-MAPPING when the document is not as the guide says or names a unit or an area that is not there.
 */
export async function addMapping(
  trx: Trx,
  deps: Deps,
  { tenantId, cityId }: { readonly tenantId: number; readonly cityId: number },
  sourceId: number,
  document: Record<string, unknown>,
): Promise<{ version: number; created: boolean }> {
  const mapping = parseMapping(document);
  checkUnits(mapping, await readUnits(trx, tenantId));
  await checkAreas(trx, tenantId, mapping);
  const hash = hashOf(document);
  const latest = await trx
    .selectFrom('biz.mapping')
    .select(['version', 'hash'])
    .where('tenant_id', '=', tenantId)
    .where('source_id', '=', sourceId)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  if (latest?.hash === hash) return { version: latest.version, created: false };
  const version = (latest?.version ?? 0) + 1;
  const added = await trx
    .insertInto('biz.mapping')
    .values({
      tenant_id: tenantId,
      city_id: cityId,
      source_id: sourceId,
      version,
      document: jsonb(document as JsonObject),
      hash,
      from_at: deps.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .execute();
  // Somebody else took that version meanwhile: look again.
  if (added.length === 0) return addMapping(trx, deps, { tenantId, cityId }, sourceId, document);
  return { version, created: true };
}
