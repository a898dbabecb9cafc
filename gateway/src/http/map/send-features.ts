import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Feature } from './features.ts';

type Extra = Readonly<Record<string, number>>;

const textOf = (features: readonly Feature[], extra: Extra = {}): string =>
  JSON.stringify({ type: 'FeatureCollection', ...extra, features });

/** Cases and their figures as a GeoJSON FeatureCollection, which nobody keeps. */
export const sendFigures = (reply: FastifyReply, features: readonly Feature[], extra?: Extra): FastifyReply =>
  send(reply.header('cache-control', 'no-store'), textOf(features, extra));

const OUTLINES_S = 600;

/**
 * Outlines, which are no secret and large: its reader's browser may keep them for ten minutes; asked again with the same
 * tag they cost no bytes.
 */
export function sendOutlines(request: FastifyRequest, reply: FastifyReply, features: readonly Feature[]): FastifyReply {
  const body = textOf(features);
  const etag = `W/"${createHash('sha256').update(body).digest('base64url')}"`; // weak: the same outlines, however packed
  reply
    .header('cache-control', `private, max-age=${OUTLINES_S}`)
    .header('vary', 'cookie, authorization')
    .header('etag', etag);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return send(reply, body);
}

const send = (reply: FastifyReply, body: string): FastifyReply =>
  reply.type('application/geo+json; charset=utf-8').send(body);
