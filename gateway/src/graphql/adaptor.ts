import { actingOf, withTenantClient, type ActingRole, type Actor, type Database } from '@liangji/platform';
import type { PgAdaptor, WithPgClient } from 'postgraphile/@dataplan/pg';
import {
  makePgAdaptorWithPgClient,
  makeWithPgClientViaPgClientAlreadyInTransaction,
  type NodePostgresPgClient,
} from 'postgraphile/adaptors/pg';

/** Whom a GraphQL request acts for, as PostGraphile carries it from the request to our adaptor: text only. */
export type ActingSettings = Record<'role' | 'tenantId' | 'cityId' | 'actor', string>;

/** The pool of an actor: people and machines of the city, people and machines of a county or zone. */
export function settingsOf(actor: Actor): ActingSettings {
  const acting = actingOf(actor);
  return {
    role: actor.tenant.kind === 'city' ? 'city' : 'county',
    tenantId: String(acting.tenantId),
    cityId: String(acting.cityId),
    actor: acting.actor,
  };
}

/** A service of PostGraphile that reaches the database only through the door of the platform. */
export interface OurService {
  readonly pgService: GraphileConfig.PgServiceConfiguration;
  /** From now on a statement without somebody to act for is a fault: the schema is built. */
  closeIntrospection(): void;
}

/**
 * PostGraphile's own adaptor sends `set_config`, which Citus does not forward (`app.become` executes SET LOCAL), and
 * knows one pool. Ours picks the pool by the kind of actor and opens the transaction through the door, so begin, become
 * and the statement travel together. Statements for nobody are allowed while the schema is read, through the pool of
 * role `introspect`, and never after.
 */
export function makeService(
  database: Database,
  settingsFor: (request: Partial<Grafast.RequestContext>) => ActingSettings,
): OurService {
  let introspecting = true;

  const asSomebody = (settings: ActingSettings, callback: Parameters<WithPgClient<NodePostgresPgClient>>[1]) =>
    withTenantClient(
      database,
      settings.role as ActingRole,
      { tenantId: Number(settings.tenantId), cityId: Number(settings.cityId), actor: settings.actor },
      (client) => makeWithPgClientViaPgClientAlreadyInTransaction(client, true)(null, callback),
    );

  const createWithPgClient: PgAdaptor['createWithPgClient'] = () => {
    const asNobody = makePgAdaptorWithPgClient(database.pool('introspect'));
    return (async (settings, callback) => {
      if (settings != null) return asSomebody(settings as ActingSettings, callback as never);
      if (!introspecting) throw new Error('a GraphQL statement for nobody');
      return asNobody(null, callback as never);
    }) as WithPgClient<NodePostgresPgClient>;
  };

  return {
    pgService: {
      name: 'main',
      schemas: ['api'],
      withPgClientKey: 'withPgClient',
      pgSettingsKey: 'pgSettings',
      pgSettings: settingsFor,
      adaptor: {
        createWithPgClient,
        makePgService() {
          throw new Error('made by makeService only');
        },
      },
      adaptorSettings: { pool: database.pool('introspect') },
    } as unknown as GraphileConfig.PgServiceConfiguration,
    closeIntrospection() {
      introspecting = false;
    },
  };
}
