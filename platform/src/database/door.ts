import type { PoolClient } from 'pg';
import { handleOf, type Acting, type Database, type Trx } from './database.ts';
import type { Role } from './roles.ts';

/** Roles whose transactions must be somebody. */
export type ActingRole = Extract<Role, 'city' | 'county' | 'ingest' | 'rollup'>;

const BECOME = { name: 'become', text: 'select app.become($1::int, $2::int, $3::int, $4::text)' };

/**
 * The one way to become somebody: begins, becomes, runs, commits; rolls back on any error.
 * Begin and become are two messages of one round trip (Citus refuses a combined string).
 */
export async function inTenant<T>(
  database: Database,
  role: ActingRole,
  acting: Acting,
  run: (trx: Trx) => Promise<T>,
): Promise<T> {
  return withClient(database, role, [beginAs(acting)], (client) => run(handleOf(client)));
}

/** A transaction of the identity role, which acts for nobody and reads only schema `control`. */
export async function asIdentity<T>(database: Database, run: (trx: Trx) => Promise<T>): Promise<T> {
  return withClient(database, 'identity', [begin], (client) => run(handleOf(client)));
}

/** A transaction of the owner: migrations, catalogues and provisioning by the operator's commands only. */
export async function asOwner<T>(database: Database, run: (trx: Trx) => Promise<T>): Promise<T> {
  return withClient(database, 'direct', [begin], (client) => run(handleOf(client)));
}

/** Like `inTenant`, for code that speaks pg itself (PostGraphile's adaptor). */
export async function withTenantClient<T>(
  database: Database,
  role: ActingRole,
  acting: Acting,
  run: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return withClient(database, role, [beginAs(acting)], run);
}

type Opening = (client: PoolClient) => Promise<unknown>;

const begin: Opening = (client) => client.query('begin');

function beginAs(acting: Acting): Opening {
  const { tenantId, cityId, unitId = null, actor } = acting;
  if (!Number.isInteger(tenantId) || !Number.isInteger(cityId)) throw new Error('acting for nobody: no tenant or city');
  return (client) =>
    Promise.all([client.query('begin'), client.query({ ...BECOME, values: [tenantId, cityId, unitId, actor] })]);
}

async function withClient<T>(
  database: Database,
  role: Role,
  [open]: [Opening],
  run: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await database.pool(role).connect();
  let broken = false;
  try {
    // Not awaited first: the first statement of `run` rides in the same round trip. If opening fails, that error wins.
    const opened = open(client);
    opened.catch(() => undefined);
    const [, result] = await Promise.all([opened, run(client)]);
    const end = (await client.query('commit')) as { command: string };
    if (end.command === 'ROLLBACK') throw new Error('the transaction was aborted by an earlier error');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
