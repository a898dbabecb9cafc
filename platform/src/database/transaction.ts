import type { Socket } from 'node:net';
import { sql } from 'kysely';
import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import { Problem } from '../kernel/problem.ts';
import { handleOf, type Acting, type Database, type Trx } from './database.ts';
import type { Role } from './roles.ts';

/** Roles whose transactions must be somebody. */
export type ActingRole = Extract<Role, 'city' | 'county' | 'unit' | 'operator' | 'ingest' | 'clerk' | 'rollup'>;

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

/** A transaction of the owner: migrations, catalogues and what else only the owner may do. */
export async function asOwner<T>(database: Database, run: (trx: Trx) => Promise<T>): Promise<T> {
  return withClient(database, 'direct', [begin], (client) => run(handleOf(client)));
}

/**
 * A transaction of the operator, who reads schema `control` and acts for nobody until `become` is called, since the tenant
 * may only be made in it.
 */
export async function asOperator<T>(database: Database, run: (trx: Trx) => Promise<T>): Promise<T> {
  return withClient(database, 'operator', [begin], (client) => run(handleOf(client)));
}

/** Becomes somebody, or somebody else, inside a transaction of the operator. */
export async function become(trx: Trx, { tenantId, cityId, unitId = null, actor }: Acting): Promise<void> {
  await sql`select app.become(${tenantId}::int, ${cityId}::int, ${unitId}::int, ${actor})`.execute(trx);
}

/** Like `inTenant`, for code that speaks pg itself. */
export async function withTenantClient<T>(
  database: Database,
  role: ActingRole,
  acting: Acting,
  run: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return withClient(database, role, [beginAs(acting)], run);
}

/**
 * Statements as somebody, in a transaction and one packet of their own: begin, become, the statements and commit travel
 * together, and the answers come in the same order. If one of them fails all do, with the first error; nothing is kept.
 */
export async function askInTenant(
  database: Database,
  role: ActingRole,
  acting: Acting,
  statements: readonly QueryConfig[],
): Promise<QueryResult[]> {
  const open = beginAs(acting);
  const client = await database.pool(role).connect();
  let broken = true;
  try {
    sendTogether(client);
    const parts = await Promise.allSettled<unknown>([
      open(client),
      ...statements.map((statement) => client.query(statement)),
      client.query('commit'),
    ]);
    broken = parts.at(-1)?.status !== 'fulfilled';
    const failed = parts.find((part) => part.status === 'rejected');
    if (failed !== undefined) throw refusalOf(role, failed.reason);
    return parts.slice(1, -1).map((part) => (part as PromiseFulfilledResult<QueryResult>).value);
  } finally {
    client.release(broken);
  }
}

/** SQLSTATE of a statement that asks for what its role may not touch. */
const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Departments and other bodies see what they are granted, one feature after the other: what no grant reaches is refused
 * as any other right. For every other role such a statement is a fault of ours.
 */
function refusalOf(role: Role, error: unknown): unknown {
  const refused = role === 'unit' && (error as { code?: unknown } | null)?.code === INSUFFICIENT_PRIVILEGE;
  return refused ? new Problem('AUTH-FORBIDDEN', {}, { cause: error }) : error;
}

type Opening = (client: PoolClient) => Promise<unknown>;

const begin: Opening = (client) => client.query('begin');

function beginAs(acting: Acting): Opening {
  const { tenantId, cityId, unitId = null, actor } = acting;
  if (!Number.isInteger(tenantId) || !Number.isInteger(cityId)) throw new Error('acting for nobody: no tenant or city');
  return (client) =>
    Promise.all([client.query('begin'), client.query({ ...BECOME, values: [tenantId, cityId, unitId, actor] })]);
}

/**
 * Whatever is written to this client until the next tick leaves in one packet: each packet wakes the server once. The socket
 * is a private field of pg, so pg stands at one version and a test holds both together.
 */
function sendTogether(client: PoolClient): void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
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
    sendTogether(client);
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
    throw refusalOf(role, error);
  } finally {
    client.release(broken);
  }
}
