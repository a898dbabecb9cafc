import { readStartEnvironment } from './environment.ts';
import { Interrupted, StartProblem } from './problem.ts';
import { runProduct } from './run-product.ts';

/** `npm start`: the process only; what it starts, in which order, is in run-product.ts. */
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

// infra/bin/start.mjs hands every signal on, except the one it cannot see: when it is killed outright we stop too.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && stop.abort(), 500).unref();

try {
  await runProduct(readStartEnvironment(process.argv.slice(2), process.env), stop.signal);
} catch (error) {
  if (error instanceof Interrupted) process.exit(0);
  console.error(error instanceof StartProblem ? error.message : ((error as Error).stack ?? String(error)));
  process.exit(1);
}
process.exit(0);
