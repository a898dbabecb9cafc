import { actingOf, inTenant, type Actor, type ActingRole, type Database, type Trx } from '@liangji/platform';

/** The pool an actor reads through: people by the kind of their tenant, machines as the uploaders they are. */
export function roleOf(actor: Pick<Actor, 'kind'>): Extract<ActingRole, 'city' | 'county' | 'ingest'> {
  return actor.kind === 'machine' ? 'ingest' : actor.kind;
}

/** One reading transaction as the actor. */
export function asActor<T>(database: Database, actor: Actor, run: (trx: Trx) => Promise<T>): Promise<T> {
  return inTenant(database, roleOf(actor), actingOf(actor), run);
}
