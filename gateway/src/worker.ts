import { openDatabase, systemDeps } from '@liangji/platform';
import { explainFault } from './environment/explain-fault.ts';
import { readWorkerEnvironment } from './environment/read-environment.ts';
import { startWorker } from './worker/start-worker.ts';
import { databaseAnswers, filesWritable } from './operation/dependencies.ts';
import { buildInternal } from './operation/internal.ts';
import { openLog } from './operation/log.ts';
import { makeMetrics } from './operation/metrics.ts';
import { traceDatabase } from './operation/trace-database.ts';
import { startTracing } from './operation/tracing.ts';
import { addWorkloadMetrics } from './worker/workload-metrics.ts';

/** The process: environment in, working worker out, and a clean end. What it does is in worker/. */
async function main(): Promise<void> {
  const environment = readWorkerEnvironment(process.env);
  const tracing = environment.tracing ? await startTracing(environment.tracing.service ?? 'liangji-worker') : undefined;
  const log = openLog({ level: environment.log, tracing });
  const plain = openDatabase(environment.databaseUrls, {
    onIdleError: (role, error) => log.warn({ err: error, role }, 'an idle connection broke'),
  });
  const database = tracing ? traceDatabase(plain, tracing) : plain;
  const metrics = makeMetrics(environment.files);
  addWorkloadMetrics(metrics, { database: plain, deps: systemDeps, log });
  const dependencies = [databaseAnswers(database, 'ingest'), filesWritable(environment.files)];
  const internal = buildInternal(dependencies, metrics);
  const services = { database, deps: systemDeps, files: environment.files, log, inSpan: tracing?.inSpan };
  const worker = await startWorker(services, environment.databaseUrls.jobs);
  const address = await internal.listen({ port: environment.internalPort, host: environment.internalHost });

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping: the running chunk is finished, unfinished batches are handed back');
    await worker.stop();
    await internal.close();
    await database.close();
    await tracing?.stop();
    process.exit(0);
  };
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));
  log.info({ address }, 'working; metrics and reasons');
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${explainFault(error)}\n`);
  process.exit(1);
}
