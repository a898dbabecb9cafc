import { openDatabase, openQueue, systemDeps } from '@liangji/platform';
import { buildApp } from './app.ts';
import { explainFault } from './environment/explain-fault.ts';
import { readEnvironment } from './environment/read-environment.ts';
import { databaseAnswers, filesWritable } from './operation/dependencies.ts';
import { buildInternal } from './operation/internal.ts';
import { openLog } from './operation/log.ts';
import { makeMetrics } from './operation/metrics.ts';
import { traceDatabase } from './operation/trace-database.ts';
import { startTracing } from './operation/tracing.ts';

/** The process: environment in, listening gateway out, and a clean end. What it serves is in app.ts. */
async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const tracing = environment.tracing
    ? await startTracing(environment.tracing.service ?? 'liangji-gateway')
    : undefined;
  const log = openLog({ level: environment.log, tracing });
  const plain = openDatabase(environment.databaseUrls, {
    onIdleError: (role, error) => log.warn({ err: error, role }, 'an idle connection broke'),
  });
  const database = tracing ? traceDatabase(plain, tracing) : plain;
  const queue = await openQueue({
    url: environment.databaseUrls.jobs,
    part: 'sender',
    onError: (error) => log.error({ err: error }, 'queue'),
  });
  const metrics = makeMetrics(environment.files);
  const dependencies = [databaseAnswers(database, 'identity'), filesWritable(environment.files)];
  const gateway = await buildApp({
    ...{ environment, deps: systemDeps, database, queue },
    ...{ dependencies, log, metrics, tracing },
  });
  const internal = buildInternal(dependencies, metrics);

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping: no new requests, running ones are finished');
    await gateway.close();
    await internal.close();
    await queue.stop();
    await database.close();
    await tracing?.stop();
    process.exit(0);
  };
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));

  const address = await internal.listen({ port: environment.internalPort, host: environment.internalHost });
  log.info({ address }, 'metrics and reasons');
  await gateway.listen({ port: environment.port, host: environment.host });
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${explainFault(error)}\n`);
  process.exit(1);
}
