import type { Database } from '@liangji/platform';
import type { PoolClient } from 'pg';

type Query = (
  text: string | { name?: string; text: string; values?: unknown[] },
  values?: unknown[],
) => Promise<unknown>;

/**
 * Sabotage: the same database, but findings, outcomes and progress of a chunk go into a transaction of their own, after the
 * one that wrote the cases.
 */
export function withOutcomesApart(database: Database): Database {
  const patched = new WeakSet<PoolClient>();
  return {
    ...database,
    pool(role) {
      const pool = database.pool(role);
      if (role !== 'ingest') return pool;
      return new Proxy(pool, {
        get(target, key) {
          if (key !== 'connect') return Reflect.get(target, key, target);
          return async () => {
            const client = await target.connect();
            if (!patched.has(client)) split(client);
            patched.add(client);
            return client;
          };
        },
      });
    },
  };
}

function split(client: PoolClient): void {
  const query = client.query.bind(client) as unknown as Query;
  let become: Parameters<Query>[0] | undefined;
  let isApart = false;
  const sabotaged: Query = async (text, values) => {
    const statement = typeof text === 'string' ? text : text.text;
    if (typeof text !== 'string' && text.name === 'become') become = text;
    if (statement === 'begin') isApart = false;
    if (!isApart && /insert into biz\.(finding|batch_chunk)/.test(statement)) {
      isApart = true;
      void query('commit');
      void query('begin');
      void query(become!);
    }
    return query(text, values);
  };
  client.query = sabotaged as never;
}
