import { listTenants, readWorkload, type Database, type Deps, type Workload } from '@liangji/platform';
import type { FastifyBaseLogger } from 'fastify';
import { Counter, Gauge, type Registry } from 'prom-client';
import { WORKER } from './services.ts';
import type { Metrics } from '../operation/metrics.ts';

/** Scrapes that come closer together than this are answered with the same figures. */
const FRESH_MS = 5_000;

interface Reading {
  readonly database: Database;
  readonly deps: Deps;
  readonly log: Pick<FastifyBaseLogger, 'warn'>;
}

/**
 * What every tenant has sent and what of it still waits. Read from the tables when somebody asks, a tenant at a time, so
 * that a restart forgets nothing and several workers say the same: take the maximum over workers, not the sum.
 */
export function addWorkloadMetrics({ registry, beforeScrape }: Metrics, reading: Reading): void {
  const show = makeFigures(registry);
  const readable = new Gauge({
    name: 'liangji_workload_readable',
    help: '1 when the figures of tenants could be read from the database, 0 when not (they are left out then).',
    registers: [registry],
  });
  let readAt = -Infinity;
  beforeScrape.push(async () => {
    if (performance.now() - readAt < FRESH_MS) return;
    try {
      show(await readAll(reading));
      readable.set(1);
      readAt = performance.now();
    } catch (error) {
      reading.log.warn({ err: error }, 'the workload cannot be read');
      show([]);
      readable.set(0);
    }
  });
}

async function readAll({ database, deps }: Reading): Promise<Workload[]> {
  const all: Workload[] = [];
  for (const tenant of await listTenants(database, WORKER)) all.push(await readWorkload(database, deps, tenant));
  return all;
}

/** The metrics, and how they are filled anew. */
function makeFigures(registry: Registry): (workloads: readonly Workload[]) => void {
  const registers = [registry];
  const counter = (name: string, help: string, label: string) =>
    new Counter({ name, help, labelNames: ['tenant', label], registers });
  const gauge = (name: string, help: string, ...labels: string[]) =>
    new Gauge({ name, help, labelNames: ['tenant', ...labels], registers });

  const rows = counter('liangji_rows_total', 'Uploaded rows by outcome.', 'outcome');
  const batches = counter('liangji_batches_total', 'Finished batches by how they ended.', 'state');
  const depth = gauge('liangji_queue_batches', 'Batches that are not finished.', 'state');
  const age = gauge('liangji_batch_age_seconds', 'Age of the oldest batch that is not finished.');
  const givenUp = gauge(
    'liangji_batches_given_up',
    'Batches given up because of a fault of ours, until they are retried.',
  );
  const marks = gauge('liangji_fold_marks', 'Buckets marked and not counted again yet.');
  const lag = gauge('liangji_fold_lag_seconds', 'Age of the oldest such mark: how far the figures are behind.');

  return (workloads) => {
    for (const metric of [rows, batches, depth, age, givenUp, marks, lag]) metric.reset();
    for (const workload of workloads) {
      const tenant = workload.slug;
      for (const [outcome, count] of Object.entries(workload.rows)) rows.inc({ tenant, outcome }, count);
      for (const [state, count] of Object.entries(workload.batches)) {
        if (state === 'queued' || state === 'running') depth.set({ tenant, state }, count);
        else batches.inc({ tenant, state }, count);
      }
      age.set({ tenant }, workload.batchAge);
      givenUp.set({ tenant }, workload.givenUp);
      marks.set({ tenant }, workload.marks);
      lag.set({ tenant }, workload.foldLag);
    }
  };
}
