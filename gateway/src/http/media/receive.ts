import type { Readable } from 'node:stream';
import { mediaTooLarge, MOST_MEDIA_BYTES, Problem, receiveMedia, type CommandServices } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { bytesOf, leaveBody } from '../intake/body.ts';

/** `POST /media`: any post may bring photographs, as any machine client may; what the sender calls them is not asked. */
export function addReceiveRoute(scope: FastifyInstance, services: CommandServices): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  const config = { streams: true, quota: 'photographs' } as const;
  scope.post('/media', { config }, async (request, reply) => {
    const body = request.body as Readable | undefined;
    if (body === undefined) throw new Problem('MEDIA-EMPTY');
    try {
      const actor = await request.actor();
      if (Number(request.headers['content-length'] ?? 0) > MOST_MEDIA_BYTES) throw mediaTooLarge(MOST_MEDIA_BYTES);
      const media = await receiveMedia(services, actor, bytesOf(body));
      return await reply.code(201).header('cache-control', 'no-store').send(media);
    } finally {
      leaveBody(body);
    }
  });
}
