import { readStartEnvironment } from './environment.ts';
import { Interrupted, StartProblem } from './problem.ts';
import { runProduct } from './run-product.ts';

/** `npm start`: the process only; what it starts, in which order, is in run-product.ts. */
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

try {
  await runProduct(readStartEnvironment(process.argv.slice(2), process.env), stop.signal);
} catch (error) {
  if (error instanceof Interrupted) process.exit(0);
  console.error(error instanceof StartProblem ? error.message : ((error as Error).stack ?? String(error)));
  process.exit(1);
}
process.exit(0);
