import { actingOf, inTenant, type Actor, type ActingRole, type Database, type Trx } from '@liangji/platform';

/** The pool an actor reads through, a machine like the people of its tenant. */
export function roleOf(actor: Pick<Actor, 'tenant'>): Extract<ActingRole, 'city' | 'county'> {
  return actor.tenant.kind === 'city' ? 'city' : 'county';
}

/** One reading transaction as the actor. */
export function asActor<T>(database: Database, actor: Actor, run: (trx: Trx) => Promise<T>): Promise<T> {
  return inTenant(database, roleOf(actor), actingOf(actor), run);
}
