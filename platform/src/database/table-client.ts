import { Client } from 'pg';
import type { Database } from './database.ts';

/** Moves whole tables, one statement after another. */
export type TableClient = Client;

/** `read` sees one instant from beginning to end, as the role that can change nothing; `write` acts as owner. */
const TRANSACTIONS = {
  read: { role: 'backup', begin: 'begin isolation level repeatable read read only' },
  write: { role: 'direct', begin: 'begin' },
} as const;

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
 * A transaction over the tables of all tenants, on a connection of its own. The pools of `openDatabase` run in pipeline
 * mode, which knows no COPY; this is for backup and restore.
 */
export async function withTableClient<T>(
  database: Database,
  transaction: keyof typeof TRANSACTIONS,
  run: (client: TableClient) => Promise<T>,
): Promise<T> {
  const { role, begin } = TRANSACTIONS[transaction];
  const client = new Client({
    connectionString: database.pool(role).options.connectionString,
    application_name: 'liangji copy',
  });
  await client.connect();
  try {
    await client.query(begin);
    for (const setting of SAME_TEXT_EVERYWHERE) await client.query(setting);
    const result = await run(client);
    await client.query('commit');
    return result;
  } finally {
    await client.end(); // without a commit before it, the server rolls back
  }
}
