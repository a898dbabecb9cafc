/** SQLSTATE classes and system errors after which the same request may succeed: the server is away, full or was busy. */
const PASSING = /^(08...|53...|57P0[1-4]|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN)$/;

/** The database's client says these without a code. */
const BROKEN =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed) )/;

/** Whether whatever was thrown is a fault of the surroundings that passes by itself, and not one of ours. */
export function isPassing(error: unknown): boolean {
  const { code, message } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  return typeof code === 'string' ? PASSING.test(code) : typeof message === 'string' && BROKEN.test(message);
}
