import { PassThrough } from 'node:stream';
import { Problem } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Takes its body as a stream and looks after its pace itself. */
    streams?: true;
  }
}

/** Our bodies have a megabyte at most. */
const BODY_SECONDS = 30;

/** A body has so long to arrive as a whole, whoever it is for; a sender who drips is answered SYS-LATE and hung up on. */
export function addBodyDeadline(app: FastifyInstance, seconds = BODY_SECONDS): void {
  app.addHook('preParsing', async ({ headers, routeOptions }, reply, payload) => {
    const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
    if (!hasBody || routeOptions.config.streams) return payload;
    const within = new PassThrough();
    within.on('error', () => undefined); // whoever reads it answers; a body that nobody reads was refused already
    const late = setTimeout(() => {
      reply.header('connection', 'close');
      within.destroy(new Problem('SYS-LATE', { seconds }));
    }, seconds * 1000);
    const done = (): void => clearTimeout(late);
    within.once('close', done).once('end', done);
    reply.raw.once('close', done);
    payload.once('error', (error) => within.destroy(error));
    payload.once('close', () => within.writableEnded || within.destroy(new Error('the sender went away')));
    return payload.pipe(within);
  });
}
