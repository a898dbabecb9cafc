import { Problem } from '@liangji/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** True when a foreign page could have made the browser send this request with the user's cookies. */
function mustProveOrigin(request: FastifyRequest): boolean {
  return !READS.has(request.method) && request.headers.cookie !== undefined;
}

/**
 * Every request that can change something and bears a cookie must carry our own `Origin`, whatever route it asks:
 * sign-out, commands, queries by POST, uploads, and what is passed on. A request that bears only a bearer token needs
 * none: no browser adds that by itself. A missing Origin counts as foreign (browsers send it with every POST).
 */
export function addOriginCheck(app: FastifyInstance, origin: string): void {
  app.addHook('onRequest', async (request) => {
    if (mustProveOrigin(request) && request.headers.origin !== origin) throw new Problem('AUTH-ORIGIN');
  });
}
