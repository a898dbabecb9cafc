import type { AsOf } from '../calendars/spans.ts';
import type { Trx } from '../database/database.ts';
import type { PlaceIndex } from './place-index.ts';
import { readPlaces } from './read-places.ts';

/** Per process and tenant, the last used; keyed by the configuration version read in the transaction. */
const known = new Map<number, { readonly version: string; readonly places: AsOf<PlaceIndex> }>();
const MAX_KNOWN = 50;

/** The places of a tenant as `readPlaces` reads them, kept until its configuration changes; undefined for one not seen. */
export async function placesOf(trx: Trx, tenantId: number): Promise<AsOf<PlaceIndex> | undefined> {
  const tenant = await trx
    .selectFrom('biz.tenant')
    .select(['config_version', 'time_zone'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (tenant === undefined) return undefined;
  const version = `${tenant.config_version} ${tenant.time_zone}`;
  const held = known.get(tenantId);
  if (held?.version === version) return held.places;
  const places = await readPlaces(trx, tenantId, tenant.time_zone);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(tenantId, { version, places });
  return places;
}
