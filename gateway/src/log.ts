import type { FastifyServerOptions } from 'fastify';

/**
 * Logs without personal data: of a request only method, path (no query, which may carry codes or search words) and id;
 * never headers or bodies.
 */
export function loggerOptions(level: string): FastifyServerOptions['logger'] {
  if (level === 'silent') return false;
  return {
    level,
    serializers: {
      req: (request: { method: string; url: string }) => ({
        method: request.method,
        path: request.url.split('?', 1)[0],
      }),
      res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
    },
  };
}
