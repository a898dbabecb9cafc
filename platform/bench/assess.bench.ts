// Whether closing a month costs more in a table that has grown: the same October beside a short and a long past.
import { randomUUID } from 'node:crypto';
import { systemDeps } from '../src/kernel/deps.ts';
import { closePeriod } from '../src/assessment/close-period.ts';
import { openPeriod } from '../src/assessment/period/periods.ts';
import { publishScheme } from '../src/assessment/scheme/schemes.ts';
import { shippedSchemes } from '../src/assessment/scheme/shipped-schemes.ts';
import { openDatabase, type Database } from '../src/database/database.ts';
import { RIVERTON } from '../test/people.ts';
import { BACKLOG, BELONGING, COUNTIES, fillCases } from './assess-cases.ts';
import { recount } from './assess-recount.ts';
import { withServer, type BenchCluster } from './cluster.ts';
import { median, print, round, say } from './report.ts';

const SMALL = 100_000;
const LARGE = 1_000_000;
const WARM_RUNS = 5;
const COLD_RUNS = 3;
const SCHEME = 'liangji-region-1';

const labels = {
  warm: Array.from({ length: WARM_RUNS + 1 }, (_, run) => `October, warm ${run}`),
  cold: Array.from({ length: COLD_RUNS }, (_, run) => `October, cold ${run}`),
};
const deps = { ...systemDeps, clock: { now: () => new Date('2026-11-03T01:00:00Z') }, ids: { next: randomUUID } };

interface Times {
  readonly small: number[];
  readonly large: number[];
}

await withServer(async (server) => {
  const small = await prepare(await server.create('small'), SMALL);
  const large = await prepare(await server.create('large'), LARGE);

  const warm = await interleave(labels.warm, [small, large], { restart: async () => undefined });
  for (const times of [warm.small, warm.large]) times.shift(); // the first closing warms up
  await Promise.all([small.database.close(), large.database.close()]);
  const cold = await interleave(labels.cold, [small, large], server);

  const parts = { warm: part(warm), cold: part(cold) };
  for (const label of [...labels.warm.slice(-1), ...labels.cold.slice(-1)]) {
    const hashes = [await recountIn(small, label), await recountIn(large, label)];
    if (hashes[0] !== hashes[1]) throw new Error(`${label}: the two tables give different hashes`);
  }
  const ratio = Math.max(parts.warm.ratio, parts.cold.ratio);
  print({
    bench: 'assess',
    ratio,
    goal: '<= 1.5',
    met: ratio <= 1.5,
    reference: `the same closing in a table of ${SMALL} cases`,
    figures: {
      cases: LARGE,
      belonging: BELONGING,
      backlog: BACKLOG,
      counties: COUNTIES,
      ...parts,
      cold_means: 'server restarted, fresh connections; files stay in the cache of the operating system',
      recount: 'equal lists and hashes',
    },
  });
});

async function prepare(cluster: BenchCluster, total: number): Promise<BenchCluster> {
  say(`filling ${total} cases`);
  await fillCases(cluster, total);
  const scheme = shippedSchemes().find((each) => (each as { id: string }).id === SCHEME);
  await publishScheme(cluster.database, deps, RIVERTON, scheme);
  for (const label of [...labels.warm, ...labels.cold]) {
    await openPeriod(cluster.database, deps, RIVERTON, {
      label,
      fromDay: '2026-10-01',
      toDay: '2026-11-01',
      schemeId: SCHEME,
      series: label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), // periods of one series do not overlap
      schemeVersion: 1,
    });
  }
  return cluster;
}

/** Closes period after period in both databases, taking turns at being first; each after a restart where there is one. */
async function interleave(
  periods: readonly string[],
  [small, large]: readonly [BenchCluster, BenchCluster],
  { restart }: { restart(): Promise<void> },
): Promise<Times> {
  const times: Times = { small: [], large: [] };
  const cold = periods === labels.cold;
  for (const [run, label] of periods.entries()) {
    const order = run % 2 === 0 ? ([small, large] as const) : ([large, small] as const);
    for (const cluster of order) {
      await restart();
      const milliseconds = cold ? await fresh(cluster, (it) => timed(it, label)) : await timed(cluster.database, label);
      times[cluster === small ? 'small' : 'large'].push(milliseconds);
    }
    say(`${label}: ${times.small.at(-1)!.toFixed(0)} ms, ${times.large.at(-1)!.toFixed(0)} ms`);
  }
  return times;
}

/** From case rows to lists, results and hash. Milliseconds. */
async function timed(database: Database, label: string): Promise<number> {
  const start = performance.now();
  await closePeriod(database, deps, RIVERTON, label);
  return performance.now() - start;
}

async function fresh<T>({ urls }: BenchCluster, run: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(urls);
  try {
    return await run(database);
  } finally {
    await database.close();
  }
}

function recountIn(cluster: BenchCluster, label: string): Promise<string> {
  return fresh(cluster, (database) => recount(database, RIVERTON, label));
}

/** Ratio of each pair of runs, then their median. */
function part({ small, large }: Times): { ratio: number; ms: number; reference_ms: number; ratios: number[] } {
  const ratios = large.map((time, run) => round(time / small[run]!));
  return {
    ratio: round(median(ratios)),
    ms: Math.round(median(large)),
    reference_ms: Math.round(median(small)),
    ratios,
  };
}
