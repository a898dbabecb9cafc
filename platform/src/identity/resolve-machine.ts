import type { Database } from '../database/database.ts';
import { asIdentity, inTenant } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { poolOf, type Actor } from './actor.ts';
import { readEndedDesks, withReplaced } from './ended-desks.ts';
import { admit, readActorTenant } from './tenant-of-login.ts';

/** Signed claims of a machine client's token (client credentials). */
export interface MachineClaims {
  readonly issuer: string;
  /** Claim `azp`. */
  readonly clientId: string;
  /** Claim `tenant`; must name the tenant the database has for this client. */
  readonly tenantSlug: string;
}

/** A machine client in the name of its body. It uploads through pool `ingest`; all else goes through the body's pool. */
export type Machine = Actor & { readonly kind: 'machine' };

/**
 * Turns a machine client's verified claims into an actor that may upload for one source system of one tenant.
 * Throws AUTH-STRANGER for an unknown or disabled client, AUTH-SUSPENDED for a suspended tenant.
 */
export async function resolveMachine(
  database: Database,
  deps: Pick<Deps, 'clock'>,
  claims: MachineClaims,
): Promise<Machine> {
  const client = await asIdentity(database, (trx) =>
    trx
      .selectFrom('control.machine_client as m')
      .innerJoin('control.tenant as t', 't.id', 'm.tenant_id')
      .select(['m.tenant_id', 'm.source_id', 'm.unit_id', 'm.disabled_at', 't.city_id', 't.slug', 't.state'])
      .where('m.issuer', '=', claims.issuer)
      .where('m.client_id', '=', claims.clientId)
      .executeTakeFirst(),
  );
  const row = admit(client, claims.tenantSlug);
  const { tenant_id: tenantId, city_id: cityId, source_id: sourceId, unit_id: unitId } = row;
  return inTenant(database, 'ingest', { tenantId, cityId, actor: claims.clientId }, async (trx) => {
    const [tenant, source, body, ended] = await Promise.all([
      readActorTenant(trx, tenantId),
      trx
        .selectFrom('biz.source_system')
        .select('name')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', sourceId)
        .executeTakeFirstOrThrow(),
      trx
        .selectFrom('biz.unit')
        .select(['id', 'kind', 'name'])
        .where('tenant_id', '=', tenantId)
        .where('id', '=', unitId)
        .executeTakeFirstOrThrow(),
      readEndedDesks(trx, tenantId, deps.clock.now()),
    ]);
    return {
      kind: 'machine',
      pool: poolOf(tenant, body),
      tenantId,
      cityId,
      tenant,
      body: withReplaced(body, ended),
      personId: null,
      post: null,
      sourceId,
      name: source.name,
      login: claims.clientId,
    };
  });
}
