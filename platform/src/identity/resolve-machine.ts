import type { Database } from '../database/database.ts';
import { asIdentity, inTenant } from '../database/transaction.ts';
import type { Actor } from './actor.ts';
import { admit, readActorTenant } from './tenant-of-login.ts';

/** Signed claims of a machine client's token (client credentials). */
export interface MachineClaims {
  readonly issuer: string;
  /** Claim `azp`. */
  readonly clientId: string;
  /** Claim `tenant`; must name the tenant the database has for this client. */
  readonly tenantSlug: string;
}

/**
 * Turns a machine client's verified claims into an Actor that may upload for one source system of one tenant.
 * Throws AUTH-STRANGER for an unknown or disabled client, AUTH-SUSPENDED for a suspended tenant.
 */
export async function resolveMachine(database: Database, claims: MachineClaims): Promise<Actor> {
  const client = await asIdentity(database, (trx) =>
    trx
      .selectFrom('control.machine_client as m')
      .innerJoin('control.tenant as t', 't.id', 'm.tenant_id')
      .select(['m.tenant_id', 'm.source_id', 'm.disabled_at', 't.city_id', 't.slug', 't.state'])
      .where('m.issuer', '=', claims.issuer)
      .where('m.client_id', '=', claims.clientId)
      .executeTakeFirst(),
  );
  const { tenant_id: tenantId, city_id: cityId, source_id: sourceId } = admit(client, claims.tenantSlug);
  return inTenant(database, 'ingest', { tenantId, cityId, actor: claims.clientId }, async (trx) => {
    const [tenant, source] = await Promise.all([
      readActorTenant(trx, tenantId),
      trx
        .selectFrom('biz.source_system')
        .select('name')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', sourceId)
        .executeTakeFirstOrThrow(),
    ]);
    return {
      kind: 'machine',
      tenantId,
      cityId,
      tenant,
      personId: null,
      sourceId,
      posts: [],
      name: source.name,
      login: claims.clientId,
    };
  });
}
