import { createHash } from 'node:crypto';
import type { Trx } from '../database/database.ts';
import { jsonb } from '../database/json.ts';
import type { JsonObject } from '../database/tables.ts';
import type { Deps } from '../deps.ts';
import { parseMapping } from '../intake/mapping/document.ts';
import { Problem } from '../problems.ts';
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

/**
 * Puts a mapping document into force for a source system. The same document as the latest is no new version. Throws
 * ENV-MAPPING when the document is not as the guide says.
 */
export async function addMapping(
  trx: Trx,
  deps: Deps,
  { tenantId, cityId }: TenantScope,
  sourceId: number,
  document: Record<string, unknown>,
): Promise<{ version: number; created: boolean }> {
  parseMapping(document);
  const hash = createHash('sha256').update(canonicalJson(document)).digest('hex');
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
        .values({ issuer, client_id: clientId, tenant_id: tenantId, source_id: sourceId })
        .execute();
      written++;
    } else if (known.tenant_id !== tenantId || known.source_id !== sourceId) {
      throw new Problem('SYS-INPUT', { reason: `machine client "${clientId}" uploads for another source system` });
    }
  }
  return written;
}

/** JSON with the keys of every object in order: one text for one document. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
