import type { Pool, PoolClient } from 'pg';

/** A statement as pg takes it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
}

/** What is sent over the one idle connection of a pool while something runs. */
export async function recordStatements(pool: Pool, run: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const client = await pool.connect();
  const { query } = client;
  client.query = ((sent: string | Statement, values?: unknown[]) => {
    statements.push(typeof sent === 'string' ? { text: sent, values: values ?? [] } : { ...sent });
    return Reflect.apply(query, client, values === undefined ? [sent] : [sent, values]) as unknown;
  }) as PoolClient['query'];
  client.release();
  await run();
  client.query = query;
  return statements;
}

/** The same statement about something else: names of rows in its values are replaced, as text and as the bytes of a uuid. */
export function about(statement: Statement, names: ReadonlyMap<string, string>): Statement {
  const renamed = (text: string): string => [...names].reduce((all, [from, to]) => all.replaceAll(from, to), text);
  const bytes = [...names].flatMap(([from, to]) => (from.includes('-') ? [[bytesOf(from), bytesOf(to)] as const] : []));
  const other = (value: unknown): unknown => {
    if (typeof value === 'string') return renamed(value);
    if (!Buffer.isBuffer(value)) return Array.isArray(value) ? value.map(other) : value;
    const text = bytes.reduce((all, [from, to]) => all.replaceAll(from, to), value.toString('latin1'));
    return Buffer.from(renamed(text), 'latin1');
  };
  return { ...statement, values: statement.values.map(other) };
}

const bytesOf = (uuid: string): string => Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('latin1');
