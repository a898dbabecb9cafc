import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { Problem } from '../kernel/problem.ts';
import type { Database } from './database.ts';
import { splitSql } from './split-sql.ts';
import type { DB } from './tables.ts';

const FOLDER = new URL('../../migrations/', import.meta.url);

/** The last file that goes to the server as one message; it has run in homes and may not change any more. */
const LAST_WHOLE = '0012_sign_in';

interface SqlFile {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

/** The committed migrations in order. */
export async function readMigrations(): Promise<SqlFile[]> {
  const names = (await readdir(FOLDER)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, FOLDER), 'utf8');
      return { name: name.replace('.sql', ''), text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * Brings the database to the committed schema (or only as far as these files), under Kysely's advisory lock. Returns the
 * names just applied.
 * A migration that was applied and then edited is refused: SYS-MIGRATION-CHANGED.
 */
export async function migrate(database: Database, files?: readonly SqlFile[]): Promise<string[]> {
  files ??= await readMigrations();
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: database.pool('direct') }) });
  await sql`create schema if not exists migration`.execute(db);
  await sql`create table if not exists migration.checksum (name text primary key, sha256 text not null)`.execute(db);
  const applied = await sql<{ name: string; sha256: string }>`select name, sha256 from migration.checksum`.execute(db);
  for (const { name, sha256 } of applied.rows) {
    const file = files.find((candidate) => candidate.name === name);
    if (file === undefined || file.sha256 !== sha256) throw new Problem('SYS-MIGRATION-CHANGED', { name });
  }
  const migrator = new Migrator({
    db,
    migrationTableSchema: 'migration',
    provider: { getMigrations: async () => Object.fromEntries(files.map((file) => [file.name, asMigration(file)])) },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

/** What is sent to the server, message by message. */
export function statementsOf({ name, text }: Pick<SqlFile, 'name' | 'text'>): string[] {
  return name <= LAST_WHOLE ? [text] : splitSql(text);
}

function asMigration(file: SqlFile): Migration {
  return {
    async up(db) {
      for (const statement of statementsOf(file)) await sql.raw(statement).execute(db);
      await sql`insert into migration.checksum values (${file.name}, ${file.sha256})`.execute(db);
    },
  };
}
