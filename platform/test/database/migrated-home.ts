import { Client } from 'pg';
import { inject } from 'vitest';
import { bootstrap } from '../../src/database/bootstrap.ts';
import { openDatabase, type Database } from '../../src/database/database.ts';
import { migrate, readMigrations } from '../../src/database/migrate.ts';
import { urlsOf } from '../urls.ts';

/** The last migration of the first release. */
const FIRST_RELEASE = '0012_sign_in';

export interface MigratedHome {
  readonly database: Database;
  /** The migrator's own connection, which may look at everything. */
  readonly owner: Client;
  /** Migrations that were applied after `fill`. */
  readonly applied: readonly string[];
  drop(): Promise<void>;
}

/** A home of the first release, or as a later migration left it, filled as it was then and taken through all that follow. */
export async function migratedHome(
  label: string,
  fill: (owner: Client) => Promise<void>,
  release = FIRST_RELEASE,
): Promise<MigratedHome> {
  const superuserUrl = inject('superuserUrl');
  const name = `${label}_${process.pid}`;
  const urls = urlsOf(superuserUrl, name);
  await bootstrap(superuserUrl, urls);
  const database = openDatabase(urls, { poolSize: 2 });
  await migrate(
    database,
    (await readMigrations()).filter((file) => file.name <= release),
  );
  const owner = new Client({ connectionString: urls.direct });
  await owner.connect();
  await fill(owner);
  const applied = await migrate(database);
  return {
    database,
    owner,
    applied,
    async drop() {
      await owner.end();
      await database.close();
      const superuser = new Client({ connectionString: superuserUrl });
      await superuser.connect();
      await superuser.query(`drop database ${name} with (force)`);
      await superuser.end();
    },
  };
}
