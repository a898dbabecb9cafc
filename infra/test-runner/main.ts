import { startTestCluster } from '../vitest/cluster.ts';
import { readTestEnvironment } from './environment.ts';
import { planOf } from './plan.ts';
import { oneAtATime, prove } from './prove.ts';
import { stopEverything } from './run.ts';

/** Two suites, a product and a browser: with less free memory everything runs one after the other. */
const SIDE_BY_SIDE_BYTES = 5e9;

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort();
    stopEverything();
  });
}

let code = 1;
try {
  const environment = readTestEnvironment(process.argv.slice(2), process.env);
  const cluster = await startTestCluster();
  try {
    const plan = planOf(environment, cluster.superuserUrl);
    const enough = process.availableMemory() >= SIDE_BY_SIDE_BYTES;
    if (!enough) console.log('little memory is free: every step runs by itself');
    const result = await prove(enough ? plan : oneAtATime(plan), stop.signal);
    console.log(`${result.passed} passed, ${result.failed} failed`);
    code = result.failed > 0 ? 1 : 0;
  } finally {
    await cluster.stop();
  }
} catch (error) {
  console.error((error as Error).message);
}
process.exit(code);
