import '../service/graphile-env.ts';
import type { Actor, Database } from '@liangji/platform';
import type { PgSelectSingleStep } from 'postgraphile/@dataplan/pg';
import { context, loadOne } from 'postgraphile/grafast';

/** Who asks, and where: what a function of the platform needs to answer. */
export interface Asker {
  readonly database: Database;
  readonly actor: Actor;
  readonly now: () => Date;
}

declare global {
  namespace Grafast {
    interface Context {
      asker: Asker;
    }
  }
}

/**
 * Makes the plan of a field that a function of the platform computes for the row it stands on, as whoever asks. One row
 * after the other, so that a list of rows holds one connection.
 */
export function computed<T>(read: (asker: Asker, tenantId: number, id: string) => Promise<T>) {
  const load = async (keys: readonly (readonly [number, string])[], { shared }: { shared: Asker }) => {
    const values: unknown[] = [];
    for (const [tenantId, id] of keys) values.push(plain(await read(shared, tenantId, id)));
    return values;
  };
  return ($row: PgSelectSingleStep) =>
    loadOne([$row.get('tenant_id'), $row.get('id')], {
      shared: () => context().get('asker'),
      load: load as never,
      name: read.name,
    });
}

/** With instants as the text that GraphQL answers. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
