import { openDatabase, systemDeps } from '@liangji/platform';
import pino from 'pino';
import { readWorkerEnvironment } from '../../src/environment/read-environment.ts';
import { startWorker } from '../../src/worker/start-worker.ts';
import { withOutcomesApart } from './outcomes-apart.ts';

/** The worker as a process, with one fault built in: what becomes of rows is not written together with their cases. */
const environment = readWorkerEnvironment(process.env);
const database = openDatabase(environment.databaseUrls);
const log = pino({ level: environment.log });
const services = { database: withOutcomesApart(database), deps: systemDeps, files: environment.files, log };
const worker = await startWorker(services, environment.databaseUrls.jobs);
process.once('SIGTERM', () => void worker.stop().then(() => process.exit(0)));
