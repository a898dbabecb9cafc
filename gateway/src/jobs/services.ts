import type { Database, Deps } from '@liangji/platform';
import type { FastifyBaseLogger } from 'fastify';

/** What the worker works with. */
export interface WorkerServices {
  readonly database: Database;
  readonly deps: Deps;
  /** Folder of the uploaded bytes. */
  readonly files: string;
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>;
}

/** Who the worker is in the audit. */
export const WORKER = 'worker';
