import { isUtf8 } from 'node:buffer';
import { message, MOST_DEPTH, Problem } from '@liangji/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isDeeper } from './depth.ts';

/** SYS-INPUT for a text that would be more than MOST_DEPTH deep once it is parsed. */
export function checkDepth(json: string): void {
  if (isDeeper(json, MOST_DEPTH)) {
    const reason = message('at-path', { path: 'body', reason: message('input.depth', { limit: MOST_DEPTH }) });
    throw new Problem('SYS-INPUT', { reason });
  }
}

/** JSON bodies, bounded before they are parsed; bytes that are no UTF-8 are refused and not replaced in silence. */
export function takeJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    await request.turn?.(); // a large body is work as well
    if (!isUtf8(body)) throw new Problem('SYS-INPUT', { reason: message('request.not-utf8') });
    const text = body.toString('utf8');
    checkDepth(text);
    return new Promise((resolve, reject) => {
      void parse(request, text, (error, value) => (error ? reject(error) : resolve(value)));
    });
  });
}
