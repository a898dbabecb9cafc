import type { Trx } from '../../database/database.ts';
import type { TenantScope } from '../scope.ts';

/** Source systems with the mapping in force and their machine clients; `bodyOf` names a body that is not the desk. */
export async function exportSources(
  trx: Trx,
  { tenantId }: TenantScope,
  issuer: string,
  bodyOf: (unitId: number) => string | undefined,
) {
  const sources = await trx
    .selectFrom('biz.source_system')
    .select(['id', 'code', 'name', 'catalogue_id'])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
  const mappings = await trx
    .selectFrom('biz.mapping')
    .select(['source_id', 'document'])
    .distinctOn('source_id')
    .where('tenant_id', '=', tenantId)
    .orderBy('source_id')
    .orderBy('version', 'desc')
    .execute();
  const clients = await trx
    .selectFrom('control.machine_client as m')
    .leftJoin('control.account as a', 'a.username', 'm.client_id')
    .select(['m.client_id', 'm.source_id', 'm.unit_id', 'm.disabled_at', 'a.subject'])
    .where('m.tenant_id', '=', tenantId)
    .where('m.issuer', '=', issuer)
    .orderBy('m.client_id')
    .execute();
  return sources.map(({ id, code, name, catalogue_id }) => {
    const mapping = mappings.find(({ source_id }) => source_id === id);
    return {
      code,
      name,
      catalogue: catalogue_id,
      ...(mapping && { mapping: mapping.document as Record<string, unknown> }),
      clients: clients
        .filter(({ source_id }) => source_id === id)
        .map((client) => ({
          id: client.client_id,
          // The subject of a client that another provider has is not ours to know; that it has one is.
          ...(client.subject === null && { subject: client.client_id }),
          ...(bodyOf(client.unit_id) !== undefined && { body: bodyOf(client.unit_id) }),
          ...(client.disabled_at !== null && { disabled: true }),
        })),
    };
  });
}
