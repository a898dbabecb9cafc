import { jsonb } from '../../database/json.ts';
import type { JsonObject } from '../../database/tables.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Params } from '../../kernel/message.ts';

export const MAX_FAULTS = 6;

/** Minutes to wait after the first failure, the second, and so on. */
const PAUSES = [1, 2, 5, 15, 30];

/**
 * A batch that fails for a reason that is no problem of its file is tried again with growing pauses, and given up when it
 * has not moved on in the last of these.
 */
export interface FailedAttempts {
  /** One after another at the same row. */
  readonly failed_attempts: number;
  /** Rows that were done then; a batch that got further begins to count anew. */
  readonly failed_at_row: number | null;
}

/** What a batch that waits says of its attempts. */
export interface WaitingBatch extends FailedAttempts {
  readonly state: string;
  readonly next_row: number;
  readonly lease_until: Date | null;
}

/** What one more failure makes of a batch at this moment. */
export function afterFault(batch: WaitingBatch, now: Date) {
  const attempts = oneMore(batch);
  const minutes = PAUSES[attempts.failed_attempts - 1] ?? 0;
  return { ...attempts, lease_until: null, paused_until: new Date(now.getTime() + minutes * 60_000) };
}

/** What a batch that is to be taken says of its last worker: one whose lease ran out has died over it. */
export function afterTaking(batch: WaitingBatch): FailedAttempts {
  if (batch.state === 'running' && batch.lease_until !== null) return oneMore(batch);
  return { failed_attempts: batch.failed_attempts, failed_at_row: batch.failed_at_row };
}

const oneMore = ({ failed_attempts: known, failed_at_row: row, next_row }: WaitingBatch): FailedAttempts => ({
  failed_attempts: row === next_row ? known + 1 : 1,
  failed_at_row: next_row,
});

/** What the county and the operator read: the id of the batch is the reference, which every line of the log carries. */
export const givenUpProblem = (batchId: string, { failed_attempts: attempts }: FailedAttempts): Problem =>
  new Problem('SYS-FAULT', { ref: batchId, attempts });

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
