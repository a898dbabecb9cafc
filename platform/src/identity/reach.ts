import type { Actor } from './actor.ts';

/** The rows an actor's statements ask for, named beside row-level security: a whole city, or one tenant. */
export interface Reach {
  readonly column: 'city_id' | 'tenant_id';
  readonly id: number;
}

/** The city and its bodies read over its counties; everybody else reads rows of its own tenant. */
export function reachOf(actor: Pick<Actor, 'tenantId' | 'cityId'>): Reach {
  return actor.tenantId === actor.cityId
    ? { column: 'city_id', id: actor.cityId }
    : { column: 'tenant_id', id: actor.tenantId };
}
