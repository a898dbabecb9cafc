import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import type {} from '@liangji/infra/vitest';
import { bootstrap, limitDatabase } from '../src/database/bootstrap.ts';
import { openDatabase, type Database } from '../src/database/database.ts';
import { migrate, readMigrations } from '../src/database/migrate.ts';
import type { RoleUrls } from '../src/database/roles.ts';
import { urlsOf } from './urls.ts';

export { CHUNK_ROWS } from '../src/intake/merge/chunks.ts';

export interface TestDatabase extends Database {
  readonly urls: Required<RoleUrls>;
  /** A superuser's own connection to this database, for sabotage; the caller ends it. */
  superuser(): Promise<Client>;
  /** Drops the database after closing every pool. */
  drop(): Promise<void>;
}

/**
 * A database of one's own with real roles, cloned from a migrated template that is made once per cluster. `prepare` fills
 * the template further (catalogues, the cast) and names that state with `label`; the suites of several workspaces may share
 * a cluster, so two states of one name differ by what prepares them.
 */
export async function freshDatabase(
  label = 'empty',
  prepare: (database: Database) => Promise<void> = async () => undefined,
): Promise<TestDatabase> {
  const superuserUrl = inject('superuserUrl');
  const stamp = createHash('sha256')
    .update(JSON.stringify([await readMigrations(), prepare.toString()]))
    .digest('hex')
    .slice(0, 12);
  const template = `template_${label}_${stamp}`;
  const name = `test_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
  await underLock(superuserUrl, async (client) => {
    const found = await client.query('select from pg_database where datname = $1', [template]);
    if (found.rowCount === 0) {
      const urls = urlsOf(superuserUrl, `${template}_raw`);
      await client.query(`drop database if exists ${template}_raw`);
      await bootstrap(superuserUrl, urls);
      const database = openDatabase(urls);
      await migrate(database);
      await prepare(database);
      await database.close();
      await client.query(`alter database ${template}_raw rename to ${template}`);
    }
    await client.query(`create database ${name} template ${template}`);
    await limitDatabase(client, name); // rights on a database are not cloned
  });
  const urls = urlsOf(superuserUrl, name);
  const database = openDatabase(urls, { poolSize: 4 });
  return {
    ...database,
    urls,
    async superuser() {
      const url = new URL(superuserUrl);
      url.pathname = `/${name}`;
      const client = new Client({ connectionString: url.href });
      await client.connect();
      return client;
    },
    async drop() {
      await database.close();
      await underLock(superuserUrl, async (client) => {
        await client.query(`drop database ${name} with (force)`);
      });
    },
  };
}

/** Test files run in parallel: making and cloning templates is serialised by one advisory lock. */
async function underLock(superuserUrl: string, run: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(734001)');
    await run(client);
  } finally {
    await client.end();
  }
}
