import type { FastifyInstance, FastifyReply } from 'fastify';

/** What every answer says, whoever makes it: types are not guessed, and other sites do not learn our addresses. */
const ALWAYS = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' } as const;

/** A browser that came by https once does not try http for a year. */
const HSTS = { 'strict-transport-security': 'max-age=31536000' } as const;

/** Files of the web app that are the same for everybody. */
const PUBLIC = /^(?:font|image)\/|^text\/(?:css|javascript)|^application\/(?:javascript|wasm|manifest\+json)/;

/** Headers of every answer by the scheme people type. */
export const securityHeaders = (origin: string): Readonly<Record<string, string>> =>
  origin.startsWith('https:') ? { ...ALWAYS, ...HSTS } : ALWAYS;

/**
 * Every answer carries the headers of security; and none is kept by anybody unless it says otherwise: the pages of the web
 * app, data and refusals. So the Back button shows nothing after somebody has signed out.
 */
export function addSecurityHeaders(app: FastifyInstance, headers: Readonly<Record<string, string>>): void {
  app.addHook('onRequest', async (_request, reply) => void reply.headers(headers));
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control') && !isPublic(reply)) reply.header('cache-control', 'no-store');
  });
}

const isPublic = (reply: FastifyReply): boolean =>
  reply.statusCode < 400 && PUBLIC.test(String(reply.getHeader('content-type') ?? ''));
