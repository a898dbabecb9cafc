import type { Database } from '@liangji/platform';
import type { PgAdaptor, PgClient } from 'postgraphile/@dataplan/pg';
import { makePgAdaptorWithPgClient } from 'postgraphile/adaptors/pg';
import type { ActingSettings } from './acting-settings.ts';
import { askTogether } from './ask-together.ts';

/** A service of PostGraphile that reaches the database only through the transactions of the platform. */
export interface OurService {
  readonly pgService: GraphileConfig.PgServiceConfiguration;
  /** From now on a statement without somebody to act for is a fault: the schema is built. */
  closeIntrospection(): void;
}

/**
 * PostGraphile's own adaptor sends `set_config`, which Citus does not forward (`app.become` executes SET LOCAL), and
 * knows one pool. Ours picks the pool by the kind of actor and asks through the platform's transactions (`ask-together.ts`).
 * Statements for nobody are allowed while the schema is read, through the pool of
 * role `introspect`, and never after.
 */
export function makeService(
  database: Database,
  settingsFor: (request: Partial<Grafast.RequestContext>) => ActingSettings,
): OurService {
  let introspecting = true;

  const ask = askTogether(database);
  const asSomebody = (settings: ActingSettings): PgClient => ({
    async query({ text, name, values, arrayMode }) {
      const statement = { text, name, values, rowMode: arrayMode ? 'array' : undefined };
      const { rows, rowCount } = await ask(settings, statement);
      return { rows, rowCount, notices: [] };
    },
    withTransaction() {
      throw new Error('GraphQL only reads the database');
    },
  });

  const createWithPgClient: PgAdaptor['createWithPgClient'] = () => {
    const asNobody = makePgAdaptorWithPgClient(database.pool('introspect'));
    return async (settings, callback) => {
      if (settings != null) return callback(asSomebody(settings as ActingSettings) as never);
      if (!introspecting) throw new Error('a GraphQL statement for nobody');
      return asNobody(null, callback as never);
    };
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
