import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, removeCluster, startPostgres, stopLeftOver } from '../postgres/index.ts';

export type TestCluster = { superuserUrl: string; stop(): Promise<void> };

const prefix = 'liangji-test-';

/** Losing everything in a power cut is fine here and only here. */
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 300 };

/** A throw-away PostgreSQL. Clusters of runs that were killed go first. */
export async function startTestCluster(): Promise<TestCluster> {
  await removeLeftOvers();
  const dir = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(dir, 0o711); // the database's user must pass; what lies inside has modes of its own
  writeFileSync(join(dir, 'owner'), String(process.pid));
  const server = await startPostgres({ dir: join(dir, 'cluster'), settings: careless });
  return {
    superuserUrl: server.superuserUrl,
    async stop() {
      await server.stop();
      removeCluster(join(dir, 'cluster'));
      removeCluster(dir);
    },
  };
}

/** Their owner is dead, so nobody will ask for them again. */
async function removeLeftOvers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const dir = join(tmpdir(), name);
    if (!existsSync(join(dir, 'owner')) || isAlive(Number(readFileSync(join(dir, 'owner'), 'utf8')))) continue;
    await stopLeftOver(join(dir, 'cluster'));
    removeCluster(join(dir, 'cluster'));
    removeCluster(dir);
  }
}
