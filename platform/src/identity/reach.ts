import type { Actor } from './actor.ts';

/** The rows an actor's statements ask for, said beside row-level security: a whole city, or one tenant. */
export interface Reach {
  readonly column: 'city_id' | 'tenant_id';
  readonly id: number;
}

/** A city reads over its counties; everybody else reads its own rows. */
export function reachOf(actor: Pick<Actor, 'pool' | 'tenantId' | 'cityId'>): Reach {
  return actor.pool === 'city' ? { column: 'city_id', id: actor.cityId } : { column: 'tenant_id', id: actor.tenantId };
}
