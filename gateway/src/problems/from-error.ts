import { isPassing, message, Problem } from '@liangji/platform';

/** Statuses that Fastify itself gives to a request it cannot read. */
const BY_STATUS: Record<number, () => Problem> = {
  404: () => new Problem('SYS-NOT-FOUND'),
  414: () => new Problem('SYS-NOT-FOUND'), // a name in the path longer than any of ours
  413: () => new Problem('SYS-TOO-LARGE'),
  415: () => new Problem('SYS-MEDIA-TYPE'),
  429: () => new Problem('QUOTA-REQUESTS'),
};

/**
 * SQLSTATEs of a value that no column can hold: too large a number (22003), a day that is none (22007, 22008, 22009), NUL
 * (22021, 22P05). Schemas refuse these before; what none foresees is still the sender's, never a fault of ours. 22P02 is not
 * among them: a transaction that acts for nobody ends so.
 */
const BEYOND = /^22(?:003|007|008|009|021|P05)$/;

/**
 * The one place where whatever was thrown becomes a `Problem`. A `Problem` passes through; a passing fault of the
 * database becomes SYS-UNAVAILABLE; anything unknown becomes SYS-FAULT, which shows the outside only `ref` (the request
 * id, under which the caller logs the cause).
 */
export function problemFromError(error: unknown, ref: string): Problem {
  if (error instanceof Problem) return error;
  if (isPassing(error)) return new Problem('SYS-UNAVAILABLE', {}, { cause: error });
  const { statusCode, code } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  if (typeof code === 'string' && BEYOND.test(code)) {
    return new Problem('SYS-INPUT', { reason: message('request.value') }, { cause: error });
  }
  if (code === 'FST_ERR_BAD_URL') return new Problem('SYS-INPUT', { reason: message('request.address') });
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    const known = BY_STATUS[statusCode];
    return known ? known() : unreadable(error as Error);
  }
  return new Problem('SYS-FAULT', { ref }, { cause: error });
}

const unreadable = (error: Error): Problem =>
  new Problem('SYS-INPUT', { reason: message('request.unreadable', { words: error.message }) }, { cause: error });
