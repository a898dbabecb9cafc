import { openDatabase, openQueue, systemDeps, type Database } from '@liangji/platform';
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
  const environment = readEnvironment(process.env);
  const database = openDatabase(environment.databaseUrls);
  const queue = await openQueue({
    url: environment.databaseUrls.jobs,
    part: 'sender',
    onError: (error) => app.log.error({ err: error }, 'queue'),
  });
  const services: Services = { environment, deps: systemDeps, database, queue, dependencies: [answers(database)] };
  const app = await buildApp(services);
  const internal = buildInternal(services);

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    app.log.info({ signal }, 'stopping: no new requests, running ones are finished');
    await app.close();
    await internal.close();
    await queue.stop();
    await database.close();
    process.exit(0);
  };
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));

  await internal.listen({ port: environment.internalPort, host: '127.0.0.1' });
  await app.listen({ port: environment.port, host: environment.host });
}

try {
  await main();
} catch (error) {
  process.stderr.write(
    error instanceof EnvironmentFault ? `${error.message}\n` : `${String((error as Error).stack)}\n`,
  );
  process.exit(1);
}
