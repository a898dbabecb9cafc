import type { Trx } from '../../database/database.ts';
import { addMapping } from '../../intake/mapping/add-mapping.ts';
import { present } from '../../kernel/present.ts';
import type { Applying } from './applying.ts';
import { applyClients } from './apply-clients.ts';
import { differences } from '../change.ts';
import { catalogueChanges, firstMapping, replacesMapping } from './consequences.ts';
import type { TenantManifest } from '../manifest/manifest.ts';

type ManifestSource = TenantManifest['sources'][number];

/** Brings source systems and their machine clients to the manifest's, and puts a changed mapping into force. */
export async function applySources(
  trx: Trx,
  run: Applying,
  manifest: TenantManifest,
  unitIds: ReadonlyMap<string, number>,
  deskId: number,
): Promise<void> {
  const bodyOf = (code: string | undefined) => (code === undefined ? deskId : present(unitIds.get(code), code));
  for (const source of manifest.sources) {
    const sourceId = await applySource(trx, run, source);
    if (source.mapping !== undefined) await applyMapping(trx, run, sourceId, source, source.mapping);
    await applyClients(trx, run, manifest.slug, sourceId, source, bodyOf);
  }
}

async function applySource(trx: Trx, run: Applying, { code, name, catalogue }: ManifestSource): Promise<number> {
  const { tenantId, cityId } = run.scope;
  const stored = await trx
    .selectFrom('biz.source_system')
    .select(['id', 'code', 'name', 'catalogue_id'])
    .where('tenant_id', '=', tenantId)
    .execute();
  const known = stored.find((row) => row.code === code);
  const row = { name, catalogue_id: catalogue };
  if (known === undefined) {
    const id = Math.max(0, ...stored.map((each) => each.id)) + 1;
    await trx
      .insertInto('biz.source_system')
      .values({ tenant_id: tenantId, city_id: cityId, id, code, ...row })
      .execute();
    run.changes.push({ act: 'add', part: 'source', key: code, name });
    return id;
  }
  const fields = differences(known, row);
  if (fields !== undefined) {
    await trx
      .updateTable('biz.source_system')
      .set(row)
      .where('tenant_id', '=', tenantId)
      .where('id', '=', known.id)
      .execute();
    const consequences = 'catalogue_id' in fields ? [catalogueChanges] : [];
    run.changes.push({ act: 'change', part: 'source', key: code, name, fields, consequences });
  }
  return known.id;
}

async function applyMapping(
  trx: Trx,
  run: Applying,
  sourceId: number,
  { code, name }: ManifestSource,
  document: Record<string, unknown>,
): Promise<void> {
  const before = await trx
    .selectFrom('biz.mapping')
    .select(['version', 'from_at'])
    .where('tenant_id', '=', run.scope.tenantId)
    .where('source_id', '=', sourceId)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  const { version, created } = await addMapping(trx, run.deps, run.scope, sourceId, document);
  if (!created) return;
  run.changes.push({
    act: before === undefined ? 'add' : 'change',
    part: 'mapping',
    key: `${code} v${version}`,
    name,
    consequences: [before === undefined ? firstMapping : replacesMapping(before.version, before.from_at)],
  });
}
