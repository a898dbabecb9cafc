import './types.ts';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Pool, type PoolClient } from 'pg';
import type { DB } from './tables.ts';
import type { Role, RoleUrls } from './roles.ts';

/** Whom a transaction acts for. `actor` is a login or machine client, for the audit; never a personal name. */
export interface Acting {
  readonly tenantId: number;
  readonly cityId: number;
  readonly unitId?: number | null;
  readonly actor: string;
  /** The person behind the login and the post acted in, for the audit; none of machines, operators and jobs. */
  readonly personId?: string | null;
  readonly post?: string | null;
}

export interface Database {
  /** Pool of a role; throws when this process was not given its URL. */
  pool(role: Role): Pool;
  close(): Promise<void>;
}

export type Trx = Transaction<DB>;

export interface OpenOptions {
  /** Connections per pool. */
  readonly poolSize?: number;
  /** Called when an idle connection breaks (the pool replaces it by itself). */
  readonly onIdleError?: (role: Role, error: Error) => void;
}

/**
 * Opens one pool per role. The only place that opens connections.
 * Clients run in pipeline mode: statements issued without awaiting travel in one round trip.
 */
export function openDatabase(urls: RoleUrls, options: OpenOptions = {}): Database {
  const pools = new Map<Role, Pool>();
  for (const [role, url] of Object.entries(urls) as [Role, string][]) {
    const pool = new Pool({
      connectionString: url,
      max: options.poolSize ?? 10,
      pipeline: true,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 10_000,
      application_name: `liangji ${role}`,
    });
    pool.on('error', (error) => {
      Reflect.deleteProperty(error, 'client'); // pg hangs the whole connection on it: nothing for a log
      options.onIdleError?.(role, error);
    });
    // A connection may break while it is lent out. Whoever holds it learns that from the next answer; without a listener
    // the whole process would end.
    pool.on('connect', (client) => client.on('error', () => undefined));
    pools.set(role, pool);
  }
  return {
    pool(role) {
      const pool = pools.get(role);
      if (pool === undefined) throw new Error(`no database URL for role ${role}`);
      return pool;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}

const handles = new WeakMap<PoolClient, Kysely<DB>>();

/** Kysely over one client that is already inside a transaction. */
export function handleOf(client: PoolClient): Trx {
  let handle = handles.get(client);
  if (handle === undefined) {
    const lent = new Proxy(client, {
      get: (target, key) => {
        if (key === 'release') return () => undefined;
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    handle = new Kysely<DB>({
      dialect: new PostgresDialect({
        pool: { connect: async () => lent, end: async () => undefined } as unknown as Pool,
      }),
    });
    handles.set(client, handle);
  }
  return handle as unknown as Trx;
}
