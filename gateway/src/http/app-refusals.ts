import { Problem } from '@liangji/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { sendProblem } from '../problems/index.ts';

/** What the web app answers to: pages are opened, its forms are posted. */
export const APP_METHODS: readonly string[] = ['GET', 'HEAD', 'POST'];

export const methodRefused = (method: string): Problem => new Problem('SYS-METHOD', { method });

/** Refusals that the server of the web app gives in words of its own, by their status. */
const REFUSALS: Readonly<Record<number, (method: string) => Problem>> = {
  403: () => new Problem('AUTH-ORIGIN'), // a form posted from another site
  404: () => new Problem('SYS-NOT-FOUND'),
  405: methodRefused,
  413: () => new Problem('SYS-TOO-LARGE'),
  415: () => new Problem('SYS-MEDIA-TYPE'),
};

/** An answer of the web app, as the proxy hands it over. */
export interface AppAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly stream: Readable;
}

/** Hands an answer of the web app on; a refusal that is no page leaves as a problem document. */
export function sendAppAnswer(
  { method }: Pick<FastifyRequest, 'method'>,
  reply: FastifyReply,
  { statusCode, headers, stream }: AppAnswer,
): void {
  const refusal = headers['content-type']?.startsWith('text/html') === true ? undefined : REFUSALS[statusCode];
  if (refusal === undefined) return void reply.send(stream);
  stream.resume(); // its own words are read to nobody
  for (const name of ['content-length', 'content-encoding', 'etag']) reply.removeHeader(name);
  sendProblem(reply, refusal(method));
}
