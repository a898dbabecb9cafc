import type { FastifyInstance } from 'fastify';

/** One thing readiness depends on; `check` resolves when it works and rejects with the reason when not. */
export interface Dependency {
  readonly name: string;
  check(): Promise<void>;
}

const CHECK_TIMEOUT_MS = 2_000;

async function works(dependency: Dependency): Promise<string | undefined> {
  const timeout = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS).unref(),
  );
  try {
    await Promise.race([dependency.check(), timeout]);
    return undefined;
  } catch (error) {
    return `${dependency.name}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The reasons why we are not ready; empty when all is well. */
export async function reasonsNotReady(dependencies: readonly Dependency[]): Promise<string[]> {
  const reasons = await Promise.all(dependencies.map(works));
  return reasons.filter((reason) => reason !== undefined);
}

/**
 * `/healthz`: the process lives. `/readyz`: it can serve. The public answer is a bare yes or no; the reasons are logged
 * and served on the internal port only, because they name machines.
 */
export function addHealth(app: FastifyInstance, dependencies: readonly Dependency[]): void {
  app.get('/healthz', { logLevel: 'warn' }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/readyz', { logLevel: 'warn' }, async (request, reply) => {
    const reasons = await reasonsNotReady(dependencies);
    if (reasons.length > 0) request.log.warn({ reasons }, 'not ready');
    return reply
      .code(reasons.length === 0 ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: reasons.length === 0 ? 'ready' : 'not ready' });
  });
}
