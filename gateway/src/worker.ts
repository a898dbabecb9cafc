import { openDatabase, systemDeps } from '@liangji/platform';
import pino from 'pino';
import { EnvironmentFault, readEnvironment } from './environment.ts';
import { buildInternal } from './internal.ts';
import { startWorker } from './jobs/start-worker.ts';

/** The process: environment in, working worker out, and a clean end. What it does is in jobs/. */
async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const log = pino({ level: environment.log });
  const database = openDatabase(environment.databaseUrls, {
    onIdleError: (role, error) => log.warn({ err: error, role }, 'an idle connection broke'),
  });
  const internal = buildInternal({
    dependencies: [{ name: 'database', check: async () => void (await database.pool('ingest').query('select')) }],
  });
  const services = { database, deps: systemDeps, files: environment.files, log };
  const worker = await startWorker(services, environment.databaseUrls.jobs);
  await internal.listen({ port: environment.internalPort, host: '127.0.0.1' });
  log.info('working');

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping: the running chunk is finished, unfinished batches are handed back');
    await worker.stop();
    await internal.close();
    await database.close();
    process.exit(0);
  };
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));
}

try {
  await main();
} catch (error) {
  process.stderr.write(
    error instanceof EnvironmentFault ? `${error.message}\n` : `${String((error as Error).stack)}\n`,
  );
  process.exit(1);
}
