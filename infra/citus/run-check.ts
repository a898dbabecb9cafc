import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { removeCluster, startPostgres } from '../postgres/index.ts';
import { root } from '../start/environment.ts';
import { run, tail } from '../test-runner/run.ts';
import { checkMessages, checkSchema } from './check.ts';
import { readFacts } from './facts.ts';
import { readMessages } from './heard.ts';
import { migratedDatabase } from './migrated.ts';
import { report } from './report.ts';
import type { Message } from './rules/of-statements.ts';

/** Tests that listen to what the product sends: everything the gateway offers, and a month of the worker. */
const HEARING = ['test/isolation/statements.test.ts', 'test/isolation/worker-statements.slow.test.ts'];

/**
 * `npm run citus -- --check`: starts a server of its own, migrates it by the product's commands, lets the tests listen to
 * the product, and holds schema, migrations and statements against every rule. Says what it found; true = no breach.
 */
export async function runCheck(env: NodeJS.ProcessEnv, say: (text: string) => void): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'liangji-citus-'));
  chmodSync(folder, 0o711); // the database's own user must pass
  const cluster = join(folder, 'cluster');
  const server = await startPostgres({ dir: cluster, settings: { fsync: 'off' } });
  try {
    say('migrating an empty database …');
    const client = new Client({ connectionString: await migratedDatabase(server.superuserUrl, 'citus', env) });
    await client.connect();
    try {
      const schema = await checkSchema(client);
      say('listening to gateway and worker (a minute or two) …');
      const { messages, failure } = await hear(join(folder, 'heard'), env);
      const heard = checkMessages(messages, await readFacts(client));
      const ready = report([...schema, ...heard], messages.length, say);
      if (ready && failure !== undefined) throw new Error(`The tests that listen to statements failed:\n${failure}`);
      return ready;
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
    removeCluster(cluster);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was heard, and what the tests printed if they failed: a breach that they found themselves is in the report. */
async function hear(
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly messages: Message[]; readonly failure: string | undefined }> {
  mkdirSync(folder);
  const variables = { ...env, LIANGJI_HEARD: folder };
  const { code, output } = await run('vitest', ['run', ...HEARING], variables, join(root, 'gateway'));
  return { messages: readMessages(folder), failure: code === 0 ? undefined : tail(output) };
}
