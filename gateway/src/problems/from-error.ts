import { Problem } from '@liangji/platform';

/** SQLSTATE classes and system errors after which the same request may succeed: the server is away or was busy. */
const PASSING = /^(08...|53...|57P0[1-4]|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN)$/;

/** The database's client says these without a code. */
const BROKEN =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed) )/;

/** Statuses that Fastify itself gives to a request it cannot read. */
const BY_STATUS: Record<number, () => Problem> = {
  404: () => new Problem('SYS-NOT-FOUND'),
  413: () => new Problem('SYS-TOO-LARGE'),
  415: () => new Problem('SYS-MEDIA-TYPE'),
  429: () => new Problem('QUOTA-REQUESTS'),
};

/**
 * The one place where whatever was thrown becomes a `Problem`. A `Problem` passes through; a passing fault of the
 * database becomes SYS-UNAVAILABLE; anything unknown becomes SYS-FAULT, which tells the outside only `ref` (the request
 * id, under which the caller logs the cause).
 */
export function problemFromError(error: unknown, ref: string): Problem {
  if (error instanceof Problem) return error;
  const { code, statusCode, message } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    statusCode?: unknown;
    message?: unknown;
  };
  const isPassing = typeof code === 'string' ? PASSING.test(code) : typeof message === 'string' && BROKEN.test(message);
  if (isPassing) return new Problem('SYS-UNAVAILABLE', {}, { cause: error });
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    const known = BY_STATUS[statusCode];
    return known ? known() : new Problem('SYS-INPUT', { reason: (error as Error).message }, { cause: error });
  }
  return new Problem('SYS-FAULT', { ref }, { cause: error });
}
