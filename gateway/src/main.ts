import { openDatabase, openQueue, systemDeps, type Database } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { buildApp, type Services } from './app.ts';
import { EnvironmentFault, readEnvironment } from './environment.ts';
import type { Dependency } from './health/index.ts';
import { buildInternal } from './internal.ts';

/** Ready means: somebody's session can be looked up. */
function answers(database: Database): Dependency {
  return { name: 'database', check: async () => void (await database.pool('identity').query('select')) };
}

/** The process: environment in, listening gateway out, and a clean end. What it serves is in app.ts. */
async function main(): Promise<void> {
  let app: FastifyInstance | undefined;
  const environment = readEnvironment(process.env);
  const database = openDatabase(environment.databaseUrls);
  const queue = await openQueue({
    url: environment.databaseUrls.jobs,
    part: 'sender',
    onError: (error) => app?.log.error({ err: error }, 'queue'),
  });
  const services: Services = { environment, deps: systemDeps, database, queue, dependencies: [answers(database)] };
  const gateway = await buildApp(services);
  app = gateway;
  const internal = buildInternal(services);

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    gateway.log.info({ signal }, 'stopping: no new requests, running ones are finished');
    await gateway.close();
    await internal.close();
    await queue.stop();
    await database.close();
    process.exit(0);
  };
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));

  await internal.listen({ port: environment.internalPort, host: '127.0.0.1' });
  await gateway.listen({ port: environment.port, host: environment.host });
}

/** One sentence for what an operator can mend, the whole trace for what he cannot. */
function explain(error: unknown): string {
  const { code, address, port, stack } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (error instanceof EnvironmentFault) return error.message;
  if (code === 'EADDRINUSE') return `Port ${port} is in use by another program; set PORT or INTERNAL_PORT.`;
  if (code === 'ECONNREFUSED') return `Nothing answers at ${address}:${port}: is the database running?`;
  return stack ?? String(error);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
