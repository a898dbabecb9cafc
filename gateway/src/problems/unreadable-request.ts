import type { Socket } from 'node:net';
import { Problem } from '@liangji/platform';
import { problemDocument } from './document.ts';
import { problemFromError } from './from-error.ts';

/** What Node says of a request that never became one. */
const BY_CODE: Readonly<Record<string, () => Problem>> = {
  HPE_HEADER_OVERFLOW: () => new Problem('SYS-HEADERS'),
  ERR_HTTP_REQUEST_TIMEOUT: () => new Problem('SYS-LATE', { seconds: 60 }),
};

/** Answers bytes that are no HTTP, headers without end or too late, in the words of every other refusal; then hangs up. */
export function refuseUnreadable(
  error: Error & { readonly code?: string },
  socket: Socket,
  headers: Readonly<Record<string, string>>,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = BY_CODE[error.code ?? '']?.() ?? problemFromError({ statusCode: 400, message: 'HTTP' }, '');
  const body = JSON.stringify(problemDocument(problem));
  const lines = Object.entries({
    ...headers,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} Refused\r\n${lines.join('')}\r\n${body}`);
}
