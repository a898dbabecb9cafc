import { poolOf, type Actor } from '../src/identity/actor.ts';
/** An id for whatever has the number. */
const uuidOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Tenants of `settleTown`: city 1 and its counties 2 and 3. */
const TENANTS = { city: 1, willow: 2, reed: 3 } as const;

/** Somebody in a post of a body, as the gateway would know them. */
export function personAt(of: keyof typeof TENANTS, bodyId: number, post: string, bodyKind = 'centre'): Actor {
  const tenantId = TENANTS[of];
  const kind = of === 'city' ? 'city' : 'county';
  const body = { id: bodyId, kind: bodyKind, name: `${bodyKind} ${bodyId}` };
  const pool = poolOf({ kind }, body);
  const names = { name: of, nameEn: of, cityName: 'riverton', cityNameEn: 'Riverton', timeZone: 'Asia/Shanghai' };
  return {
    ...{ kind: pool, pool, tenantId, cityId: 1, tenant: { slug: of, kind, ...names }, body, sourceId: null },
    personId: uuidOf(bodyId),
    post: { id: uuidOf(bodyId), post, unitName: body.name, body, to: null },
    ...{ name: `${post} of ${bodyId}`, login: `${post}-${bodyId}` },
  };
}
