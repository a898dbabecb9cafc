import { jsonb } from '../../database/json.ts';
import type { JsonObject } from '../../database/tables.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Params } from '../../kernel/message.ts';

/**
 * A batch that fails for a reason that is no problem of its file is tried again with growing pauses, and given up when it
 * has not moved on in the last of these. Kept in `biz.batch.refused_details` while `refused_code` is null.
 */
export interface Faults {
  /** Attempts that failed one after another at the same row. */
  readonly count: number;
  /** Rows that were done then; a batch that got further begins to count anew. */
  readonly atRow: number;
  /** End of the pause; null when a worker died, whose lease was the pause. */
  readonly until: string | null;
}

export const MAX_FAULTS = 6;

/** Minutes to wait after the first failure, the second, and so on. */
const PAUSES = [1, 2, 5, 15, 30];

/** Columns of a batch that count its failed attempts. */
export interface AttemptedBatch {
  readonly state: string;
  readonly next_row: number;
  readonly lease_until: Date | null;
  readonly refused_details: unknown;
}

/** What one more failure makes of a batch at this moment. */
export function afterFault(batch: AttemptedBatch, now: Date): Faults {
  const count = countedAt(batch) + 1;
  const pause = (PAUSES[count - 1] ?? 0) * 60_000;
  return { count, atRow: batch.next_row, until: new Date(now.getTime() + pause).toISOString() };
}

/** What a batch that is to be taken says of its last worker: one whose lease ran out has died over it. */
export function afterTaking(batch: AttemptedBatch): Faults | null {
  const known = faultsOf(batch);
  const until = batch.lease_until?.toISOString() ?? null;
  if (batch.state !== 'running' || until === null || until === known?.until) return known;
  return { count: countedAt(batch) + 1, atRow: batch.next_row, until: null };
}

const countedAt = (batch: AttemptedBatch): number => {
  const known = faultsOf(batch);
  return known?.atRow === batch.next_row ? known.count : 0;
};

function faultsOf({ refused_details: details }: AttemptedBatch): Faults | null {
  return details !== null && typeof details === 'object' && 'atRow' in details ? (details as Faults) : null;
}

/** What the county and the operator read: the id of the batch is the reference, which every line of the log carries. */
export const givenUpProblem = (batchId: string, { count }: Faults): Problem =>
  new Problem('SYS-FAULT', { ref: batchId, attempts: count });

/** What is written of a batch that ends without having taken its rows. */
export function refusal(problem: Problem, now: Date) {
  return {
    state: 'refused',
    refused_code: problem.code,
    refused_details: jsonb(storable(problem.params)),
    finished_at: now,
    heartbeat_at: now,
    lease_until: null,
  };
}

/** As it is stored. */
export const faultsJson = (faults: Faults): JsonObject => ({ ...faults });

/** Thrown to the worker's log when a batch is tried no more; the fault itself is the cause. */
export class GivenUp extends Error {
  constructor(batchId: string, attempts: number, cause: unknown) {
    super(`batch ${batchId} is given up after ${attempts} attempts`, { cause });
    this.name = 'GivenUp';
  }
}

/** Parameters may quote a file, and PostgreSQL stores neither NUL nor half a character. */
const storable = (params: Params): JsonObject =>
  JSON.parse(
    JSON.stringify(params, (_name, value: unknown) =>
      typeof value === 'string' ? value.replaceAll('\0', '\ufffd').toWellFormed() : value,
    ),
  ) as JsonObject;
