import Fastify, { type FastifyInstance } from 'fastify';
import type { Services } from './app.ts';
import { reasonsNotReady } from './health/index.ts';

/** The second, never published port: why we are not ready. Metrics join it here. */
export function buildInternal(services: Pick<Services, 'dependencies'>): FastifyInstance {
  const app = Fastify({ logger: false });
  app.get('/readyz', async (_request, reply) => {
    const reasons = await reasonsNotReady(services.dependencies);
    return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons });
  });
  return app;
}
