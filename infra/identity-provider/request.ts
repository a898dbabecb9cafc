import type { IncomingMessage } from 'node:http';

const FORM_LIMIT_BYTES = 4096;

/** The fields of a small posted form; rejects when it is larger than any sign-in form. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > FORM_LIMIT_BYTES) throw new Error('the form is too large');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

/** Whose request this is: what the gateway on this machine forwards, else the peer itself. */
export function callerAddress(request: IncomingMessage): string {
  const peer = request.socket.remoteAddress ?? '';
  const header = request.headers['x-forwarded-for'];
  const forwardedFor =
    String(header ?? '')
      .split(',')
      .at(-1)
      ?.trim() ?? '';
  return isLoopback(peer) && forwardedFor !== '' ? forwardedFor : peer;
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
