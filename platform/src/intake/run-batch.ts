import type { Acting } from '../database/database.ts';
import { Problem } from '../kernel/problem.ts';
import { isPassing } from '../kernel/passing.ts';
import { mappedChunks } from './merge/chunks.ts';
import { recordFault, refuseBatch } from './batch/end-batch.ts';
import { GivenUp, MAX_FAULTS } from './batch/faults.ts';
import { storedBytes } from '../files/stored-bytes.ts';
import { LeaseLost, returnLease, takeLease, type Lease } from './batch/lease.ts';
import { loadIntake } from './merge/load-intake.ts';
import { firstCasesOf, NONE } from './merge/first-cases.ts';
import type { ReadyChunk } from './merge/merge-chunk.ts';
import { mergeChunk } from './merge/merge-with-faults.ts';
import { recordSurvey } from './merge/record-survey.ts';
import type { IntakeServices } from './batch/services.ts';
import { surveyFile } from './merge/survey.ts';

/** A batch being worked on. One turn = one step = one transaction, so that tenants can take turns. */
export interface BatchRun {
  readonly lease: Lease;
  /** `more`: call again. `done`: finished, refused, or taken over by another worker. */
  turn(): Promise<'more' | 'done'>;
  /** Ends early and hands the batch back; what is committed stays. */
  release(): Promise<void>;
}

/** Takes the batch named, or the oldest that waits; null when there is none to take. */
export async function openRun(services: IntakeServices, acting: Acting, batchId?: string): Promise<BatchRun | null> {
  const lease = await takeLease(services.database, services.deps, acting, batchId);
  if (lease === null) return null;
  const steps = workOn(services, lease);
  return {
    lease,
    async turn() {
      const { done } = await steps.next();
      return done === true ? 'done' : 'more';
    },
    async release() {
      await steps.return(undefined);
      await returnLease(services.database, lease);
    },
  };
}

/** From stored bytes to cases, one step a `next()`: survey the file, then chunk after chunk, each in its transaction. */
async function* workOn(services: IntakeServices, lease: Lease): AsyncGenerator<void> {
  try {
    const { context, calendar } = await loadIntake(services, lease);
    const { document } = context.mapping;
    const shape = { ...document, format: lease.format === 'csv' ? ('csv' as const) : ('ndjson' as const) };
    const open = storedBytes(services.files, lease.acting.tenantId, lease.sha256);
    const survey = await surveyFile(open, shape, context);
    const finished = await recordSurvey(services, lease, survey);
    if (finished) return;
    yield;
    const chunks = mappedChunks(open, shape, survey, context, lease.doneRows);
    try {
      const ready = async (bringsCases: boolean): Promise<ReadyChunk | null> => {
        const { value: chunk } = await chunks.next();
        return !chunk ? null : { chunk, firstCases: bringsCases ? firstCasesOf(chunk, calendar) : NONE };
      };
      let next = ready(false);
      const run = { lease, calendar, severityOf: context.severityOf, survey };
      for (let got = await next; got !== null; got = await next) {
        const end = await mergeChunk(services, run, got, (bringsCases) => {
          next = ready(bringsCases);
          next.catch(() => undefined); // reported when it is its turn
        });
        if (end === 'finished') return;
        yield;
      }
    } finally {
      await chunks.return(undefined);
    }
  } catch (error) {
    if (error instanceof LeaseLost) return;
    if (error instanceof Problem && !error.retryable) {
      return refuseBatch(services.database, services.deps, lease, error);
    }
    throw await handBack(services, lease, error);
  }
}

/**
 * After a fault that is not the file's. One of the surroundings passes: anybody may go on at once. One of ours may be cured
 * by another attempt, or by none. Returns what the worker's log should read.
 */
async function handBack({ database, deps }: IntakeServices, lease: Lease, error: unknown): Promise<unknown> {
  const passes = isPassing(error) || error instanceof Problem;
  const handed = passes ? returnLease(database, lease).then(() => null) : recordFault(database, deps, lease);
  const failed = await handed.catch(() => null); // a database that cannot even take it back lets the lease run out
  const attempts = failed?.failed_attempts ?? 0;
  return attempts >= MAX_FAULTS ? new GivenUp(lease.batchId, attempts, error) : error;
}

/** Runs a batch to its end in this process: the small synchronous path, tests, and the command line. */
export async function runBatch(services: IntakeServices, acting: Acting, batchId?: string): Promise<boolean> {
  const run = await openRun(services, acting, batchId);
  if (run === null) return false;
  while ((await run.turn()) === 'more');
  return true;
}
