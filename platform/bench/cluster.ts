import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeCluster, startPostgres } from '@liangji/infra/postgres';
import { bootstrap } from '../src/database/bootstrap.ts';
import { openDatabase, type Database } from '../src/database/database.ts';
import { migrate } from '../src/database/migrate.ts';
import type { RoleUrls } from '../src/database/roles.ts';
import { urlsOf } from '../test/urls.ts';

export interface BenchCluster {
  readonly database: Database;
  readonly superuserUrl: string;
  readonly urls: Required<RoleUrls>;
}

/** A migrated database on a durable throw-away server (fsync and synchronous_commit on, as in production). */
export async function withCluster(run: (cluster: BenchCluster) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'liangji-bench-'));
  chmodSync(dir, 0o711); // the database's own user must pass
  const server = await startPostgres({
    dir: join(dir, 'cluster'),
    settings: { shared_buffers: '512MB', max_wal_size: '4GB', checkpoint_timeout: '15min' },
  });
  try {
    const urls = urlsOf(server.superuserUrl, 'bench');
    await bootstrap(server.superuserUrl, urls);
    const database = openDatabase(urls);
    await migrate(database);
    try {
      const inside = new URL(server.superuserUrl);
      inside.pathname = '/bench';
      await run({ database, urls, superuserUrl: inside.href });
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
    removeCluster(join(dir, 'cluster'));
    removeCluster(dir);
  }
}
