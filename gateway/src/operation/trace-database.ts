import type { Database, Role } from '@liangji/platform';
import type { Tracing } from './tracing.ts';

type Pool = ReturnType<Database['pool']>;

/** The same database, with a span around every transaction: from asking for a connection until it is given back. */
export function traceDatabase(database: Database, tracing: Tracing): Database {
  const traced = new Map<Role, Pool>();
  return {
    pool(role) {
      const known = traced.get(role);
      if (known !== undefined) return known;
      const pool = tracePool(database.pool(role), role, tracing);
      traced.set(role, pool);
      return pool;
    },
    close: () => database.close(),
  };
}

function tracePool(pool: Pool, role: Role, tracing: Tracing): Pool {
  const connect = async () => {
    const span = tracing.startSpan(`transaction ${role}`, {
      attributes: { 'db.system.name': 'postgresql', 'liangji.role': role },
    });
    try {
      const client = await pool.connect();
      const { release } = client; // the pool makes a new one for every loan
      client.release = (broken) => {
        span.end();
        release.call(client, broken);
      };
      return client;
    } catch (error) {
      span.end();
      throw error;
    }
  };
  return new Proxy(pool, {
    get(target, key) {
      if (key === 'connect') return connect;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
