import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Feature } from './features.ts';

/**
 * A GeoJSON FeatureCollection that only its reader's browser may keep, for so many seconds; asked again with the same
 * tag it costs no bytes.
 */
export function sendFeatures(
  request: FastifyRequest,
  reply: FastifyReply,
  features: readonly Feature[],
  maxAgeS: number,
  extra: Readonly<Record<string, boolean>> = {},
): FastifyReply {
  const body = JSON.stringify({ type: 'FeatureCollection', ...extra, features });
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  reply
    .header('cache-control', `private, max-age=${maxAgeS}`)
    .header('vary', 'cookie, authorization')
    .header('etag', etag);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type('application/geo+json; charset=utf-8').send(body);
}
