import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import type { Deps } from '../kernel/deps.ts';
import { addMapping } from '../intake/mapping/add-mapping.ts';
import { Problem } from '../kernel/problems.ts';
import type { TenantScope } from './scope.ts';
import type { TenantManifest } from './manifest.ts';

type ManifestSource = TenantManifest['sources'][number];

/** Adds source systems, their machine clients, and a new mapping version where the document changed. */
export async function applySources(
  trx: Trx,
  deps: Deps,
  scope: TenantScope,
  issuer: string,
  manifest: TenantManifest,
): Promise<number> {
  let written = 0;
  for (const source of manifest.sources) {
    const { sourceId, created } = await applySource(trx, scope, source);
    const mapped = await addMapping(trx, deps, scope, sourceId, source.mapping);
    const clients = await applyMachineClients(trx, scope, issuer, sourceId, source);
    written += Number(created) + Number(mapped.created) + clients;
  }
  return written;
}

async function applySource(
  trx: Trx,
  { tenantId, cityId }: TenantScope,
  source: ManifestSource,
): Promise<{ sourceId: number; created: boolean }> {
  const stored = await trx
    .selectFrom('biz.source_system')
    .select(['id', 'code'])
    .where('tenant_id', '=', tenantId)
    .execute();
  const known = stored.find((row) => row.code === source.code);
  if (known) return { sourceId: known.id, created: false };
  const sourceId = Math.max(0, ...stored.map((row) => row.id)) + 1;
  await trx
    .insertInto('biz.source_system')
    .values({
      tenant_id: tenantId,
      city_id: cityId,
      id: sourceId,
      code: source.code,
      name: source.name,
      catalogue_id: source.catalogue,
    })
    .execute();
  return { sourceId, created: true };
}

async function applyMachineClients(
  trx: Trx,
  { tenantId }: TenantScope,
  issuer: string,
  sourceId: number,
  source: ManifestSource,
): Promise<number> {
  let written = 0;
  for (const clientId of source.machineClients) {
    const known = await trx
      .selectFrom('control.machine_client')
      .select(['tenant_id', 'source_id'])
      .where('issuer', '=', issuer)
      .where('client_id', '=', clientId)
      .executeTakeFirst();
    if (known === undefined) {
      await trx
        .insertInto('control.machine_client')
        .values({
          issuer,
          client_id: clientId,
          tenant_id: tenantId,
          source_id: sourceId,
          unit_id: sql<number>`(select desk_unit_id from control.tenant where id = ${tenantId})`,
        })
        .execute();
      written++;
    } else if (known.tenant_id !== tenantId || known.source_id !== sourceId) {
      throw new Problem('SYS-INPUT', { reason: `machine client "${clientId}" uploads for another source system` });
    }
  }
  return written;
}
