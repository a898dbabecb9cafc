import { actingOf, inTenant, type Actor, type Database, type Trx } from '@liangji/platform';

/** One reading transaction as the actor. */
export function asActor<T>(database: Database, actor: Actor, run: (trx: Trx) => Promise<T>): Promise<T> {
  return inTenant(database, actor.pool, actingOf(actor), run);
}
