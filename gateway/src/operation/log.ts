import pino, { type DestinationStream, type Logger } from 'pino';
import { safeError } from './safe-error.ts';
import type { Tracing } from './tracing.ts';

export interface LogOptions {
  /** Lowest level that is written. */
  readonly level: string;
  /** When tracing, every line carries the trace it belongs to. */
  readonly tracing?: Tracing | undefined;
  /** Standard output unless given. */
  readonly to?: DestinationStream;
}

/**
 * The log of a process, a JSON object a line, without personal data: of a request only method, path (no query, which may
 * carry codes or search words) and id; never headers or bodies; of an error only what `safeError` lets through.
 */
export function openLog({ level, tracing, to }: LogOptions): Logger {
  const options = {
    level,
    ...(tracing ? { mixin: () => tracing.active() } : {}),
    serializers: {
      err: safeError,
      req: (request: { method: string; url: string }) => ({
        method: request.method,
        path: request.url.split('?', 1)[0],
      }),
      res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
    },
  };
  return to ? pino(options, to) : pino(options);
}
