// How long `npm start` takes on a folder that is already filled, against a PostgreSQL alone. That one is made anew each time:
// starting it on data that is there waits more than it computes, and would say little about a busy machine.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, removeCluster, startPostgres } from '../postgres/index.ts';
import { databaseSettings } from '../start/steps.ts';
import { startProduct } from '../test-runner/product.ts';

const RUNS = 5;
const GOAL = 8;
/** Ends a start that hangs. */
const LIMIT_SECONDS = 900;

const folder = mkdtempSync(join(tmpdir(), 'liangji-bench-start-'));
chmodSync(folder, 0o711); // as root the database's user must pass
const home = join(folder, 'home');
const port = await freePort();
const bare: number[] = [];
const product: number[] = [];
try {
  console.error('  first start: builds what is not built, fills the folder');
  const first = await startOnce();
  await startBare(); // the first of a machine copies programs
  for (let run = 1; run <= RUNS; run += 1) {
    console.error(`  run ${run} of ${RUNS}`);
    bare.push(await startBare());
    product.push(await startOnce());
  }
  const ratio = round(median(product.map((seconds, run) => seconds / bare[run]!)));
  const line = {
    bench: 'start',
    ratio,
    goal: `<= ${GOAL}`,
    met: ratio <= GOAL,
    reference: 'PostgreSQL alone: made in an empty folder and started, until it takes connections',
    figures: { first_seconds: round(first), seconds: product.map(round), bare_seconds: bare.map(round) },
  };
  console.log(JSON.stringify(line));
} finally {
  removeCluster(join(home, 'postgres'));
  rmSync(folder, { recursive: true, force: true });
}

/** Seconds until the product is ready. */
async function startOnce(): Promise<number> {
  const { seconds, ctrlC } = await startProduct(home, port, process.env, LIMIT_SECONDS);
  await ctrlC();
  return seconds;
}

/** Seconds until a new database alone is ready; without waiting for the disk, which is not ours to judge. */
async function startBare(): Promise<number> {
  const dir = join(folder, 'bare');
  const began = performance.now();
  const server = await startPostgres({ dir, settings: { ...databaseSettings, fsync: 'off' } });
  const seconds = (performance.now() - began) / 1000;
  await server.stop();
  removeCluster(dir);
  return seconds;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
