import { Client } from 'pg';
import type { Database } from './database.ts';

/** Speaks for the owner, one statement after another. */
export type OwnerClient = Client;

/** `snapshot` sees one instant from beginning to end and cannot write. */
export type OwnerTransaction = 'snapshot' | 'write';

const BEGIN: Record<OwnerTransaction, string> = {
  snapshot: 'begin isolation level repeatable read read only',
  write: 'begin',
};

/** So that the same rows are the same bytes on every server, whatever its settings. */
const SAME_TEXT_EVERYWHERE = [
  `set local timezone to 'UTC'`,
  `set local datestyle to 'ISO, YMD'`,
  `set local intervalstyle to 'postgres'`,
  `set local bytea_output to 'hex'`,
  `set local extra_float_digits to 1`,
  `set local statement_timeout to 0`,
];

/**
 * A transaction of the owner on a connection of its own. The pools of `openDatabase` run in pipeline mode, which knows no
 * COPY; this is for the operator's commands that move whole tables.
 */
export async function withOwnerClient<T>(
  database: Database,
  transaction: OwnerTransaction,
  run: (client: OwnerClient) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString: database.pool('direct').options.connectionString,
    application_name: 'liangji copy',
  });
  await client.connect();
  try {
    await client.query(BEGIN[transaction]);
    for (const setting of SAME_TEXT_EVERYWHERE) await client.query(setting);
    const result = await run(client);
    await client.query('commit');
    return result;
  } finally {
    await client.end(); // without a commit before it, the server rolls back
  }
}
