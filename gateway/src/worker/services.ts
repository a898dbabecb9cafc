import type { Database, Deps } from '@liangji/platform';
import type { FastifyBaseLogger } from 'fastify';
import type { InSpan } from '../operation/tracing.ts';

/** What the worker works with. */
export interface WorkerServices {
  readonly database: Database;
  readonly deps: Deps;
  /** Folder of the uploaded bytes. */
  readonly files: string;
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>;
  /** A span around every turn, when traces are on. */
  readonly inSpan?: InSpan | undefined;
}

/** Who the worker is in the audit. */
export const WORKER = 'worker';
