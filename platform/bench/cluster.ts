import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeCluster, startPostgres } from '@liangji/infra/postgres';
import { Client } from 'pg';
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
  /** A copy of a database nobody is connected to; the caller closes its pools. */
  copy(of: string, name: string): Promise<BenchCluster>;
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
        await bootstrap(superuserUrl, urlsOf(superuserUrl, name));
        const cluster = open(superuserUrl, name);
        await migrate(cluster.database);
        return cluster;
      },
      async copy(of, name) {
        const client = new Client({ connectionString: superuserUrl });
        await client.connect();
        try {
          await client.query(`create database ${name} template ${of} owner owner`);
          await client.query('checkpoint'); // what copying left to write is not measured
        } finally {
          await client.end();
        }
        return open(superuserUrl, name);
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

function open(superuserUrl: string, name: string): BenchCluster {
  const inside = new URL(superuserUrl);
  inside.pathname = `/${name}`;
  const urls = urlsOf(superuserUrl, name);
  return { database: openDatabase(urls), urls, superuserUrl: inside.href };
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
