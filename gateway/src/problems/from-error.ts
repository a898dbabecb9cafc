import { isPassing, message, Problem } from '@liangji/platform';

/** Statuses that Fastify itself gives to a request it cannot read. */
const BY_STATUS: Record<number, () => Problem> = {
  404: () => new Problem('SYS-NOT-FOUND'),
  413: () => new Problem('SYS-TOO-LARGE'),
  415: () => new Problem('SYS-MEDIA-TYPE'),
  429: () => new Problem('QUOTA-REQUESTS'),
};

/**
 * The one place where whatever was thrown becomes a `Problem`. A `Problem` passes through; a passing fault of the
 * database becomes SYS-UNAVAILABLE; anything unknown becomes SYS-FAULT, which shows the outside only `ref` (the request
 * id, under which the caller logs the cause).
 */
export function problemFromError(error: unknown, ref: string): Problem {
  if (error instanceof Problem) return error;
  if (isPassing(error)) return new Problem('SYS-UNAVAILABLE', {}, { cause: error });
  const { statusCode } = (typeof error === 'object' && error !== null ? error : {}) as { statusCode?: unknown };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    const known = BY_STATUS[statusCode];
    return known ? known() : unreadable(error as Error);
  }
  return new Problem('SYS-FAULT', { ref }, { cause: error });
}

const unreadable = (error: Error): Problem =>
  new Problem('SYS-INPUT', { reason: message('request.unreadable', { words: error.message }) }, { cause: error });
