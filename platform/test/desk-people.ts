import type { Acting } from '../src/database/database.ts';
import { poolOf, type Actor } from '../src/identity/actor.ts';
/** An id for whatever has the number. */
const uuidOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Tenants of `settleTown`: city 1 and its counties 2 and 3. */
const TENANTS = { city: 1, willow: 2, reed: 3 } as const;

/** Somebody in a post of a body, as the gateway would know them. */
export const personAt = (of: keyof typeof TENANTS, bodyId: number, post: string, bodyKind = 'centre'): Actor =>
  person({ tenantId: TENANTS[of], cityId: 1 }, of, { id: bodyId, kind: bodyKind }, post);

/** The acceptor at the desk of a tenant. */
export const acceptorOf = (acting: Acting): Actor => personOf(acting, 'centre', 'acceptor');

/** Somebody in a post of a body of whatever tenant. */
export const personOf = ({ tenantId, cityId, unitId }: Acting, bodyKind: string, post: string): Actor =>
  person({ tenantId, cityId }, `tenant ${tenantId}`, { id: unitId ?? 0, kind: bodyKind }, post);

function person(
  { tenantId, cityId }: Pick<Acting, 'tenantId' | 'cityId'>,
  slug: string,
  of: { readonly id: number; readonly kind: string },
  post: string,
): Actor {
  const kind = tenantId === cityId ? 'city' : 'county';
  const body = { ...of, name: `${of.kind} ${of.id}` };
  const pool = poolOf({ kind }, body);
  const names = { name: slug, nameEn: slug, cityName: 'riverton', cityNameEn: 'Riverton', timeZone: 'Asia/Shanghai' };
  return {
    ...{ kind: pool, pool, tenantId, cityId, tenant: { slug, kind, ...names }, body, sourceId: null },
    personId: uuidOf(body.id),
    post: { id: uuidOf(body.id), post, unitName: body.name, body, to: null },
    ...{ name: `${post} of ${body.id}`, login: `${post}-${body.id}` },
  };
}
