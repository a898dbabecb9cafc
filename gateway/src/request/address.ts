import { message, Problem } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';

/**
 * Refuses an address that cannot be read as text, whoever it is for: percent codes that are no UTF-8, and NUL. The web app
 * and the identity provider are asked through us too.
 */
export function addAddressCheck(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (!isReadable(request.url)) throw new Problem('SYS-INPUT', { reason: message('request.address') });
  });
}

export function isReadable(address: string): boolean {
  try {
    return !decodeURIComponent(address).includes('\0');
  } catch {
    return false; // URIError: what it says is what we answer
  }
}
