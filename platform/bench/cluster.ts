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

export interface BenchServer {
  /** A migrated database of its own; the caller closes its pools. */
  create(name: string): Promise<BenchCluster>;
  /** Stops and starts the server, which forgets what it held in memory. No connection may be open. */
  restart(): Promise<void>;
}

/** A durable throw-away server (fsync and synchronous_commit on, as in production). */
export async function withServer(run: (server: BenchServer) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'liangji-bench-'));
  chmodSync(dir, 0o711); // the database's own user must pass
  const options = {
    dir: join(dir, 'cluster'),
    settings: { shared_buffers: '512MB', max_wal_size: '4GB', checkpoint_timeout: '15min' },
  };
  let server = await startPostgres(options);
  const { port, superuserUrl } = server;
  try {
    await run({
      async create(name) {
        const urls = urlsOf(superuserUrl, name);
        await bootstrap(superuserUrl, urls);
        const database = openDatabase(urls);
        await migrate(database);
        const inside = new URL(superuserUrl);
        inside.pathname = `/${name}`;
        return { database, urls, superuserUrl: inside.href };
      },
      async restart() {
        await server.stop();
        server = await startPostgres({ ...options, port });
      },
    });
  } finally {
    await server.stop();
    removeCluster(join(dir, 'cluster'));
    removeCluster(dir);
  }
}

/** One migrated database on a server of its own. */
export async function withCluster(run: (cluster: BenchCluster) => Promise<void>): Promise<void> {
  await withServer(async (server) => {
    const cluster = await server.create('bench');
    try {
      await run(cluster);
    } finally {
      await cluster.database.close();
    }
  });
}
