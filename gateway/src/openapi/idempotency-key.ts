import type { FastifyRequest } from 'fastify';

/** Header `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header); null without one. */
export function idempotencyKeyOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  const key = headers['idempotency-key'];
  return key === undefined ? null : String(key);
}
