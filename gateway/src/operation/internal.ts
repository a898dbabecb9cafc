import Fastify, { type FastifyInstance } from 'fastify';
import { reasonsNotReady, type Dependency } from './health.ts';
import type { Metrics } from './metrics.ts';

/** The second, never published port of a process: why it is not ready, and what it counts. */
export function buildInternal(dependencies: readonly Dependency[], metrics: Metrics): FastifyInstance {
  const app = Fastify({ logger: false });
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const reasons = await reasonsNotReady(dependencies);
    return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons });
  });
  app.get('/metrics', async (_request, reply) => {
    for (const read of metrics.beforeScrape) await read();
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return app;
}
